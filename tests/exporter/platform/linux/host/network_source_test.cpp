#include <gtest/gtest.h>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kReceived = "silicon_network_receive_bytes_total{interface=\"eth0\"}";

std::string line(const std::string& name, const std::string& bytes) {
  return name + ": " + bytes + " 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
}

TEST(NetworkSource, FollowsInterfacesAndLeavesOutThoseOfEngines) {
  testing::FakeHostFiles machine;
  machine.files["/proc/net/dev"] = line("lo", "5") + line("eth0", "100") + line("veth7", "900");
  const auto source = network_source(machine.open_files(), "/").open();
  ASSERT_TRUE(source.ok());
  const auto first = source.value()->sample({});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->front().samples.size(), 2U);
  EXPECT_EQ(testing::value_of(*first, kReceived), 100);
  machine.files["/proc/net/dev"] = line("lo", "5") + line("eth0", "130");
  EXPECT_EQ(testing::value_of(*source.value()->sample({}), kReceived), 130);
}

TEST(NetworkSource, LooksAtTheHostsFirstProcessBehindAnotherRoot) {
  testing::FakeHostFiles machine;
  machine.files["/proc/net/dev"] = line("eth0", "1");
  machine.files["/proc/1/net/dev"] = line("eth0", "2");
  const auto source = network_source(machine.open_files(), "/host").open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(testing::value_of(*source.value()->sample({}), kReceived), 2);
}

TEST(NetworkSource, IsAbsentOrDeniedInTheKernelsWords) {
  testing::FakeHostFiles machine;
  EXPECT_EQ(network_source(machine.open_files(), "/").open().error().message(),
            "/proc/net/dev: no such file or directory");
  machine.fail.emplace("/proc/1/net/dev",
                       core::Error("/proc/1/net/dev: denied", core::ErrorKind::denied));
  EXPECT_EQ(network_source(machine.open_files(), "/host").open().error().kind(),
            core::ErrorKind::denied);
}

TEST(NetworkSource, LosesASampleWithoutAnyInterfaceButNotTheTotals) {
  testing::FakeHostFiles machine;
  machine.files["/proc/net/dev"] = line("eth0", "1000");
  const auto source = network_source(machine.open_files(), "/").open();
  ASSERT_TRUE(source.ok());
  ASSERT_TRUE(source.value()->sample({}).ok());
  for (const char* text : {"", "eth0: 1 2", "\xff\xff"}) {
    machine.files["/proc/net/dev"] = text;
    EXPECT_EQ(source.value()->sample({}).error().message(), "/proc/net/dev: names no interface");
  }
  machine.files.erase("/proc/net/dev");
  EXPECT_FALSE(source.value()->sample({}).ok());
  machine.files["/proc/net/dev"] = line("eth0", "1001");
  EXPECT_EQ(testing::value_of(*source.value()->sample({}), kReceived), 1001);
}

TEST(NetworkSource, SeesTheInterfacesOfThisMachine) {
  const auto source = network_source([] { return std::make_unique<DiskFiles>(); }, "/").open();
  if (!source.ok()) GTEST_SKIP() << source.error().message();
  const auto families = source.value()->sample({});
  ASSERT_TRUE(families.ok());
  EXPECT_TRUE(
      testing::value_of(*families, "silicon_network_receive_bytes_total{interface=\"lo\"}"));
}

}  // namespace
}  // namespace silicon::linux_platform
