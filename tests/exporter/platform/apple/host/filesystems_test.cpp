#include "exporter/platform/apple/host/filesystems.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

FilesystemStatus mounted(const char* path, std::uint32_t flags) {
  FilesystemStatus status;
  status.block_bytes = 4096;
  status.blocks = 1000;
  status.free_blocks = 900;
  status.available_blocks = 800;
  status.flags = flags;
  std::strcpy(status.mounted_on, path);
  std::strcpy(status.mounted_from, "/dev/disk3s1");
  std::strcpy(status.type_name, "apfs");
  return status;
}

TEST(LocalFilesystems, TellTheirRoom) {
  testing::apple::FakeMac mac;
  mac.filesystems = {mounted("/", kMountLocal)};
  const auto rooms = local_filesystems(*mac.interfaces()->filesystems);
  ASSERT_EQ(rooms.size(), 1U);
  EXPECT_EQ(rooms[0].mountpoint, "/");
  EXPECT_EQ(rooms[0].device, "/dev/disk3s1");
  EXPECT_EQ(rooms[0].fstype, "apfs");
  EXPECT_EQ(rooms[0].size_bytes, 4'096'000U);
  EXPECT_EQ(rooms[0].available_bytes, 3'276'800U);
}

TEST(LocalFilesystems, AreNeitherHiddenNorOnServers) {
  testing::apple::FakeMac mac;
  mac.filesystems = {mounted("/System/Volumes/VM", kMountLocal | kMountHidden),
                     mounted("/Volumes/server", 0), mounted("/Volumes/stick", kMountLocal)};
  const auto rooms = local_filesystems(*mac.interfaces()->filesystems);
  ASSERT_EQ(rooms.size(), 1U);
  EXPECT_EQ(rooms[0].mountpoint, "/Volumes/stick");
}

TEST(LocalFilesystems, SurviveAPathWithoutEnd) {
  testing::apple::FakeMac mac;
  mac.filesystems = {mounted("/", kMountLocal)};
  std::memset(mac.filesystems[0].mounted_on, 'x', sizeof mac.filesystems[0].mounted_on);
  const auto rooms = local_filesystems(*mac.interfaces()->filesystems);
  ASSERT_EQ(rooms.size(), 1U);
  EXPECT_EQ(rooms[0].mountpoint.size(), 1024U);
}

TEST(LocalFilesystems, AreNoneWhenTheKernelSaysSo) {
  const testing::apple::FakeMac mac;
  EXPECT_TRUE(local_filesystems(*mac.interfaces()->filesystems).empty());
}

}  // namespace
}  // namespace silicon::apple_platform
