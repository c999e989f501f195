#include "exporter/sources/containers/cgroup/hierarchies.hpp"

#include <gtest/gtest.h>

namespace silicon::containers {
namespace {

Hierarchies of(std::string_view mountinfo) {
  return find_hierarchies(disks::parse_mountinfo(mountinfo));
}

TEST(Hierarchies, AreOneUnderV2) {
  const Hierarchies found =
      of("24 23 0:21 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
  EXPECT_EQ(found.unified, "/sys/fs/cgroup");
  EXPECT_EQ(found.tree(), "/sys/fs/cgroup");
  EXPECT_EQ(found.v1("memory"), "");
}

TEST(Hierarchies, AreSeveralUnderV1) {
  const Hierarchies found =
      of("30 25 0:26 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n"
         "33 25 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
         "34 25 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
         "35 25 0:31 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n");
  EXPECT_EQ(found.unified, "");
  EXPECT_EQ(found.v1("cpu"), "/sys/fs/cgroup/cpu,cpuacct");
  EXPECT_EQ(found.v1("cpuacct"), "/sys/fs/cgroup/cpu,cpuacct");
  EXPECT_EQ(found.v1("blkio"), "");
  EXPECT_EQ(found.tree(), "/sys/fs/cgroup/memory");
}

TEST(Hierarchies, AreBothOnAHybridHost) {
  const Hierarchies found =
      of("31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n"
         "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
         "33 31 0:30 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct\n"
         "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
  EXPECT_EQ(found.unified, "/sys/fs/cgroup/unified");
  EXPECT_EQ(found.tree(), "/sys/fs/cgroup/cpuacct");
}

TEST(Hierarchies, AreV2WhereSystemdAloneKeepsATreeOfV1) {
  const Hierarchies found =
      of("30 25 0:26 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd\n"
         "41 25 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
  EXPECT_EQ(found.tree(), "/sys/fs/cgroup/unified");
}

TEST(Hierarchies, AreTheFirstOfSeveralMounts) {
  const Hierarchies found =
      of("1 0 0:21 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"
         "2 0 0:21 /docker /mnt/part rw - cgroup2 cgroup2 rw\n"
         "3 0 0:22 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
         "4 0 0:22 /docker /mnt/memory rw - cgroup cgroup rw,memory\n");
  EXPECT_EQ(found.unified, "/sys/fs/cgroup");
  EXPECT_EQ(found.v1("memory"), "/sys/fs/cgroup/memory");
}

TEST(Hierarchies, AreNowhereWithoutMounts) {
  EXPECT_EQ(of("").tree(), "");
  EXPECT_EQ(of("1 0 8:1 / / rw - ext4 /dev/sda1 rw,memory\n").tree(), "");
  EXPECT_EQ(of("1 0 0:2 / /cg rw - cgroup cgroup\n").tree(), "");
}

}  // namespace
}  // namespace silicon::containers
