#include <gtest/gtest.h>

#include "exporter/platform/linux/host/sources.hpp"
#include "tests/support/fake_host_files.hpp"

namespace silicon::linux_platform {
namespace {

TEST(LoadSource, ReadsTheLoadOfTheMachineAtEverySample) {
  testing::FakeHostFiles machine;
  machine.files["/proc/loadavg"] = "0.21 0.37 0.39 1/719 19737\n";
  const auto source = load_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source.value()->sample({})->front().samples.front().value, 0.21);
  machine.files["/proc/loadavg"] = "5 0.37 0.39 1/719 19737\n";
  EXPECT_EQ(source.value()->sample({})->front().samples.front().value, 5);
}

TEST(LoadSource, IsAbsentWhereTheKernelHasNoLoad) {
  testing::FakeHostFiles machine;
  const auto source = load_source(machine.open_files()).open();
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(source.error().message(), "/proc/loadavg: no such file or directory");
}

TEST(LoadSource, LosesASampleOfGarbageAndNamesTheFile) {
  testing::FakeHostFiles machine;
  machine.files["/proc/loadavg"] = "";
  const auto source = load_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source.value()->sample({}).error().message(),
            "/proc/loadavg: expected three load averages, found \"\"");
  machine.files["/proc/loadavg"] = "1 2 3";
  EXPECT_TRUE(source.value()->sample({}).ok());
}

}  // namespace
}  // namespace silicon::linux_platform
