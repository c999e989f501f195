#include "exporter/platform/apple/process_source.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/fake_apple/machine.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::apple_platform {
namespace {

TEST(ProcessSource, SaysWhatTheExporterTakes) {
  testing::apple::FakeMac mac;
  mac.own_process[process_layout::kDescriptors] =
      std::string(3 * process_layout::kDescriptorBytes, '\0');
  const auto source = process_source(mac.interfaces()).open();
  ASSERT_TRUE(source.ok());
  const auto families = (*source)->sample({});
  ASSERT_TRUE(families.ok());
  EXPECT_EQ(testing::value_of(*families, "process_open_fds"), 3);
  EXPECT_TRUE(testing::has_family(*families, "process_max_fds"));
  EXPECT_FALSE(testing::has_family(*families, "process_cpu_seconds_total"));
}

TEST(ProcessSource, IsAbsentWithoutItsFunctions) {
  for (const char* name : {"proc_pidinfo", "mach_absolute_time"}) {
    testing::apple::FakeMac mac;
    mac.symbols.remove(name);
    const auto source = process_source(mac.interfaces()).open();
    ASSERT_FALSE(source.ok()) << name;
    EXPECT_EQ(source.error().message(), "libSystem has no " + std::string(name));
  }
}

TEST(ProcessSource, IsAbsentWhereThisIsNoMac) {
  EXPECT_FALSE(own_process_source().open().ok());
}

}  // namespace
}  // namespace silicon::apple_platform
