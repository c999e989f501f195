#include "exporter/sources/disks/filesystems.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::disks {
namespace {

using Lines = std::vector<std::string>;

TEST(Filesystems, HaveSizeAndRoom) {
  EXPECT_EQ(testing::lines(filesystem_families({{{"8:1", "/", "ext4", "/dev/sda1"}, {1000, 250}}})),
            (Lines{"silicon_filesystem_size_bytes{device=\"/dev/sda1\",fstype=\"ext4\",mountpoint="
                   "\"/\"} 1000",
                   "silicon_filesystem_available_bytes{device=\"/dev/sda1\",fstype=\"ext4\","
                   "mountpoint=\"/\"} 250"}));
}

TEST(Filesystems, MayBeFull) {
  const auto families = filesystem_families({{{"8:1", "/", "ext4", "/dev/sda1"}, {1000, 0}}});
  ASSERT_EQ(families.size(), 2U);
  EXPECT_EQ(families[1].samples.at(0).value, 0);
}

TEST(Filesystems, WithoutASizeAreLeftOut) {
  EXPECT_TRUE(filesystem_families({{{"0:5", "/", "overlay", "overlay"}, {0, 0}}}).empty());
  EXPECT_TRUE(filesystem_families({}).empty());
}

}  // namespace
}  // namespace silicon::disks
