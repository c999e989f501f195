#include "exporter/command/record/privacy.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

apple::FilesystemRoom mounted(std::string path, std::string device = "/dev/disk3s1") {
  return {.mountpoint = std::move(path), .device = std::move(device), .fstype = "apfs"};
}

TEST(WithoutNames, NumbersVolumesAndHomes) {
  apple::Sample sample;
  sample.filesystems = {mounted("/"), mounted("/Volumes/Anna's stick"),
                        mounted("/Users/anna/mnt/inner", "/Users/anna/image.dmg")};
  const auto rooms = without_names(sample).filesystems;
  EXPECT_EQ(rooms[0].mountpoint, "/");
  EXPECT_EQ(rooms[1].mountpoint, "/Volumes/volume2");
  EXPECT_EQ(rooms[2].mountpoint, "/Users/user3/mnt/inner");
  EXPECT_EQ(rooms[2].device, "/Users/user3/image.dmg");
}

TEST(WithoutNames, LeavesTheRestAlone) {
  apple::Sample sample;
  sample.mono_ns = 5;
  sample.filesystems = {mounted("/System/Volumes/Data"), mounted("/Volumes"), mounted("")};
  const apple::Sample same = without_names(sample);
  EXPECT_EQ(same.mono_ns, 5U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(same.filesystems[i].mountpoint, sample.filesystems[i].mountpoint);
    EXPECT_EQ(same.filesystems[i].device, "/dev/disk3s1");
  }
}

}  // namespace
}  // namespace silicon::command
