#include "exporter/sources/disks/diskstats.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::disks {
namespace {

using testing::lines;
using testing::value_of;
using Lines = std::vector<std::string>;

constexpr std::string_view kRead = "silicon_disk_read_bytes_total{device=\"sda\"}";

core::Families after(std::initializer_list<std::string_view> texts) {
  DiskActivity activity;
  for (const std::string_view text : texts) activity.update(parse_diskstats(text));
  return activity.families();
}

std::string sda(std::string_view reads, std::string_view sectors, std::string_view busy) {
  return "   8       0 sda " + std::string(reads) + " 2 " + std::string(sectors) + " 4 5 6 7 8 0 " +
         std::string(busy) + " 11\n";
}

TEST(Diskstats, AreBytesOf512ByteSectorsRequestsAndSeconds) {
  EXPECT_EQ(lines(after({"   8       0 sda 1 2 3 4 5 6 7 8 9 10500 11\n"})),
            (Lines{"silicon_disk_read_bytes_total{device=\"sda\"} 1536",
                   "silicon_disk_written_bytes_total{device=\"sda\"} 3584",
                   "silicon_disk_reads_completed_total{device=\"sda\"} 1",
                   "silicon_disk_writes_completed_total{device=\"sda\"} 5",
                   "silicon_disk_read_time_seconds_total{device=\"sda\"} 0.004",
                   "silicon_disk_write_time_seconds_total{device=\"sda\"} 0.008",
                   "silicon_disk_io_seconds_total{device=\"sda\"} 10.5"}));
}

// macOS counts the time of requests, and none of the time in which any was under way.
TEST(DiskActivity, HasNoFamilyOfATimeThatNoDiskStates) {
  DiskActivity activity;
  activity.update({{.device = "disk0", .reads = 1, .read_milliseconds = 2500},
                   {.device = "disk1", .reads = 1}});
  const core::Families families = activity.families();
  EXPECT_EQ(value_of(families, "silicon_disk_read_time_seconds_total{device=\"disk0\"}"), 2.5);
  EXPECT_FALSE(value_of(families, "silicon_disk_read_time_seconds_total{device=\"disk1\"}"));
  EXPECT_FALSE(testing::has_family(families, "silicon_disk_write_time_seconds_total"));
  EXPECT_FALSE(testing::has_family(families, "silicon_disk_io_seconds_total"));
}

TEST(Diskstats, HaveLinesOfAnyAge) {
  const std::string counts = " 1 2 3 4 5 6 7 8 9 10 11";
  const std::string text = "8 0 old" + counts + "\n" +                   // 14 fields
                           "8 16 discards" + counts + " 1 2 3 4\n" +     // Linux 4.18
                           "8 32 flushes" + counts + " 1 2 3 4 5 6\n" +  // Linux 5.5
                           "8 48 later" + counts + " 1 2 3 4 5 6 x y z";
  const auto disks = parse_diskstats(text);
  ASSERT_EQ(disks.size(), 4U);
  EXPECT_EQ(disks[3].device, "later");
  EXPECT_EQ(disks[3].busy_milliseconds, 10U);
}

TEST(Diskstats, PassOverLinesThatAreNone) {
  const auto disks = parse_diskstats(
      "\n"
      "garbage\n"
      "8 1 sda1 1 2 3 4\n"              // a partition before Linux 2.6.25
      "8 0 cut 1 2 3 4 5 6 7 8 9 10\n"  // truncated
      "8 0 minus -1 2 3 4 5 6 7 8 9 10 11\n"
      "8 0 words one 2 3 4 5 6 7 8 9 10 11\n"
      "8 0 huge 99999999999999999999999 2 3 4 5 6 7 8 9 10 11\n"
      "8 0 b\xff\xfe 1 2 3 4 5 6 7 8 9 10 11\n"
      "8 0 sdb 1 2 3 4 5 6 7 8 9 10 11");
  ASSERT_EQ(disks.size(), 1U);
  EXPECT_EQ(disks[0].device, "sdb");
  EXPECT_TRUE(parse_diskstats("").empty());
  EXPECT_TRUE(parse_diskstats(std::string(100'000, ' ')).empty());
}

TEST(Diskstats, OfADeviceNamedTwiceCountOnce) {
  EXPECT_EQ(value_of(after({sda("1", "10", "1") + sda("2", "90", "2")}), kRead), 5120);
}

TEST(VirtualDevices, AreLoopsAndMemoryByWholeName) {
  for (const char* name : {"loop0", "loop12", "loop0p1", "ram15", "zram0"}) {
    EXPECT_TRUE(is_virtual_device(name)) << name;
  }
  for (const char* name : {"sda", "nvme0n1", "vda", "mmcblk0", "dm-0", "md127", "sr0", "loop",
                           "loopback", "ramdisk", ""}) {
    EXPECT_FALSE(is_virtual_device(name)) << name;
  }
}

TEST(DiskActivity, GoesOnWhenTheCountersOfAnOldKernelWrap) {
  const core::Families families =
      after({sda("4294967295", "4294967290", "4294967200"), sda("1", "6", "300")});
  EXPECT_EQ(value_of(families, kRead), 4294967302.0 * 512);
  EXPECT_EQ(value_of(families, "silicon_disk_reads_completed_total{device=\"sda\"}"), 4294967297);
  EXPECT_EQ(value_of(families, "silicon_disk_io_seconds_total{device=\"sda\"}"), 4294967.596);
}

TEST(DiskActivity, CountsOnWhenADiskIsPluggedInAgain) {
  EXPECT_EQ(value_of(after({sda("9", "1000", "9"), sda("0", "0", "0")}), kRead), 512'000);
  EXPECT_EQ(value_of(after({sda("9", "1000", "9"), "", sda("0", "8", "0")}), kRead), 1008.0 * 512);
}

TEST(DiskActivity, IsSilentAboutADiskThatIsGone) {
  EXPECT_TRUE(after({sda("9", "1000", "9"), ""}).empty());
  EXPECT_TRUE(after({}).empty());
}

TEST(DiskActivity, ForgetsDisksWhenThereHaveBeenTooMany) {
  DiskActivity activity;
  for (int i = 0; i < 5000; ++i) {
    activity.update(parse_diskstats("8 0 d" + std::to_string(i) + " 1 2 3 4 5 6 7 8 9 10 11"));
    ASSERT_EQ(activity.families().front().samples.size(), 1U);
  }
}

}  // namespace
}  // namespace silicon::disks
