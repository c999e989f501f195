#include <gtest/gtest.h>

#include <filesystem>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/storage/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::linux_platform {
namespace {

std::string line(const std::string& device, const std::string& sectors) {
  return "   8       0 " + device + " 1 2 " + sectors + " 4 5 6 7 8 9 10 11\n";
}

testing::FakeHostFiles::Texts block_devices(const std::vector<std::string>& devices) {
  testing::FakeHostFiles::Texts texts;
  for (const std::string& device : devices) texts["/sys/block/" + device + "/size"] = "1";
  return texts;
}

std::vector<std::string> devices(const core::Families& families) {
  std::vector<std::string> result;
  if (families.empty()) return result;
  for (const core::Sample& sample : families.front().samples) {
    result.emplace_back(sample.labels.get("device"));
  }
  return result;
}

TEST(DisksSource, CountsWholeDevicesThatAreHardware) {
  testing::FakeHostFiles machine(block_devices({"sda", "dm-0", "loop0", "zram0", "cciss!c0d0"}));
  machine.files["/proc/diskstats"] = line("sda", "3") + line("sda1", "3") + line("dm-0", "3") +
                                     line("loop0", "3") + line("zram0", "3") +
                                     line("cciss/c0d0", "3") + line("cciss/c0d0p1", "3");
  const auto source = disks_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(devices(*source.value()->sample({})),
            (std::vector<std::string>{"sda", "dm-0", "cciss/c0d0"}));
}

TEST(DisksSource, FollowsADiskThatIsUnpluggedAndComesBack) {
  constexpr std::string_view kRead = "silicon_disk_read_bytes_total{device=\"sdb\"}";
  testing::FakeHostFiles machine(block_devices({"sda", "sdb"}));
  machine.files["/proc/diskstats"] = line("sda", "1") + line("sdb", "1000");
  const auto source = disks_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(testing::value_of(*source.value()->sample({}), kRead), 512'000);
  machine.files["/proc/diskstats"] = line("sda", "1");
  EXPECT_EQ(testing::value_of(*source.value()->sample({}), kRead), std::nullopt);
  machine.files["/proc/diskstats"] = line("sda", "1") + line("sdb", "2");
  EXPECT_EQ(testing::value_of(*source.value()->sample({}), kRead), 513'024);
}

TEST(DisksSource, IsAbsentWhereTheKernelSaysNothing) {
  testing::FakeHostFiles machine(block_devices({"sda"}));
  EXPECT_EQ(disks_source(machine.open_files()).open().error().message(),
            "/proc/diskstats: no such file or directory");
  testing::FakeHostFiles without_sys;
  without_sys.files["/proc/diskstats"] = line("sda", "1");
  const auto source = disks_source(without_sys.open_files()).open();
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(source.error().message(),
            "cannot tell whole devices from partitions: /sys/block: no such file or directory");
}

TEST(DisksSource, WorksWhereThereIsNoBlockDeviceUntilOneIsPluggedIn) {
  const testing::TemporaryDirectory machine;
  for (const char* folder : {"proc", "sys/block"}) {
    std::filesystem::create_directories(machine.path(folder));
  }
  machine.write("proc/diskstats", "");
  const auto source =
      disks_source([&] { return std::make_unique<DiskFiles>(machine.root().string()); }).open();
  ASSERT_TRUE(source.ok());
  const auto none = source.value()->sample({});
  ASSERT_TRUE(none.ok()) << none.error().message();
  EXPECT_TRUE(none->empty());
  machine.write("proc/diskstats", line("sda", "3"));
  std::filesystem::create_directories(machine.path("sys/block/sda"));
  EXPECT_EQ(devices(*source.value()->sample({})), std::vector<std::string>{"sda"});
}

TEST(DisksSource, LosesASampleOfGarbageButNotTheTotals) {
  testing::FakeHostFiles machine(block_devices({"sda"}));
  machine.files["/proc/diskstats"] = line("sda", "1000");
  const auto source = disks_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  ASSERT_TRUE(source.value()->sample({}).ok());
  machine.files["/proc/diskstats"] = "garbage";
  EXPECT_EQ(source.value()->sample({}).error().message(), "/proc/diskstats: names no device");
  machine.files.erase("/proc/diskstats");
  EXPECT_FALSE(source.value()->sample({}).ok());
  machine.files["/proc/diskstats"] = "garbage\n" + line("sda", "1001");
  EXPECT_EQ(testing::value_of(*source.value()->sample({}),
                              "silicon_disk_read_bytes_total{device=\"sda\"}"),
            1001 * 512);
}

}  // namespace
}  // namespace silicon::linux_platform
