#include "exporter/sources/disks/mounts.hpp"

#include <gtest/gtest.h>

namespace silicon::disks {
namespace {

using Paths = std::vector<std::string>;

Paths paths(const std::vector<Mount>& mounts) {
  Paths result;
  for (const Mount& mount : mounts) result.push_back(mount.mountpoint);
  return result;
}

Mount mount(std::string device_number, std::string path, std::string type = "ext4") {
  return {std::move(device_number), std::move(path), std::move(type), "/dev/x"};
}

TEST(Mountinfo, NamesDevicePlaceAndType) {
  const auto mounts = parse_mountinfo(
      "29 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro\n");
  ASSERT_EQ(mounts.size(), 1U);
  EXPECT_EQ(mounts[0].device_number, "259:2");
  EXPECT_EQ(mounts[0].mountpoint, "/");
  EXPECT_EQ(mounts[0].fstype, "ext4");
  EXPECT_EQ(mounts[0].device, "/dev/nvme0n1p2");
}

TEST(Mountinfo, MayHaveAnyNumberOfOptionalFields) {
  EXPECT_EQ(paths(parse_mountinfo("1 0 8:1 / /none rw - xfs /dev/a rw\n"
                                  "2 0 8:2 / /two rw shared:1 master:2 - xfs /dev/b rw\n"
                                  "3 0 8:3 / /later rw a:1 b:2 unbindable c - xfs /dev/c rw")),
            (Paths{"/none", "/two", "/later"}));
}

TEST(Mountinfo, EscapesBytesInOctal) {
  EXPECT_EQ(paths(parse_mountinfo("1 0 8:1 / /my\\040disk\\011x rw - xfs /dev/a rw\n"
                                  "2 0 8:2 / /back\\134slash rw - xfs /dev/b rw\n"
                                  "3 0 8:3 / /no\\04 rw - xfs /dev/c rw\n"
                                  "4 0 8:4 / /no\\999\\400 rw - xfs /dev/d rw\n"
                                  "5 0 8:5 / /end\\ rw - xfs /dev/d rw\n")),
            (Paths{"/my disk\tx", "/back\\slash", "/no\\04", "/no\\999\\400", "/end\\"}));
  EXPECT_EQ(parse_mountinfo("1 0 0:9 / /m rw - cifs //nas/my\\040share rw")[0].device,
            "//nas/my share");
}

TEST(Mountinfo, PassesOverLinesThatAreNone) {
  EXPECT_TRUE(parse_mountinfo("").empty());
  EXPECT_EQ(paths(parse_mountinfo("garbage\n"
                                  "\n"
                                  "1 0 8:1 / /nodash rw shared:1 ext4 /dev/a rw\n"
                                  "1 0 8:1 / /cut rw - ext4\n"
                                  "1 0 8:1 / /cut rw -\n"
                                  "1 0 8:1 / relative rw - ext4 /dev/a rw\n"
                                  "1 0 8:1 / /zero\\000 rw - ext4 /dev/a rw\n"
                                  "1 0 8:1 / /bytes\\377 rw - ext4 /dev/a rw\n"
                                  "1 0 8:1 / - - - ext4 /dev/a rw\n"
                                  "1 0 8:1 / /good rw - ext4 /dev/a rw")),
            Paths{"/good"});
  EXPECT_TRUE(parse_mountinfo(std::string(100'000, '-')).empty());
}

TEST(ChosenMounts, AreLocalFileSystems) {
  std::vector<Mount> mounts;
  for (const char* type : {"ext4", "xfs", "btrfs", "zfs", "vfat", "tmpfs", "proc", "squashfs",
                           "overlay", "fuse.gvfsd-fuse", "nfs4", "autofs", "cgroup2"}) {
    mounts.push_back(mount("8:" + std::to_string(mounts.size()), "/" + std::string(type), type));
  }
  EXPECT_EQ(paths(choose_mounts(mounts, false)),
            (Paths{"/btrfs", "/ext4", "/vfat", "/xfs", "/zfs"}));
}

TEST(ChosenMounts, AreOnServersTooOnlyOnRequest) {
  const std::vector<Mount> mounts{mount("0:1", "/a", "nfs4"),        mount("0:2", "/b", "cifs"),
                                  mount("0:3", "/c", "fuse.sshfs"),  mount("0:4", "/d", "smb3"),
                                  mount("0:5", "/e", "fuse.portal"), mount("8:1", "/f", "ext4")};
  EXPECT_EQ(paths(choose_mounts(mounts, false)), Paths{"/f"});
  EXPECT_EQ(paths(choose_mounts(mounts, true)), (Paths{"/a", "/b", "/c", "/d", "/f"}));
}

TEST(ChosenMounts, AreOverlaysOnlyAsTheRootOfAContainer) {
  const std::vector<Mount> mounts{mount("0:1", "/", "overlay"),
                                  mount("0:2", "/var/lib/docker/overlay2/x/merged", "overlay")};
  EXPECT_EQ(paths(choose_mounts(mounts, false)), Paths{"/"});
}

TEST(ChosenMounts, AreOnePerFileSystem) {
  EXPECT_EQ(paths(choose_mounts({mount("8:1", "/var/lib/bound"), mount("8:1", "/data"),
                                 mount("8:1", "/data/too"), mount("8:2", "/home")},
                                false)),
            (Paths{"/data", "/home"}));
}

TEST(ChosenMounts, AreNotThoseThatAnotherMountHides) {
  EXPECT_EQ(paths(choose_mounts({mount("8:1", "/mnt"), mount("0:9", "/mnt", "tmpfs")}, false)),
            Paths{});
  const auto chosen = choose_mounts({mount("8:1", "/mnt"), mount("8:2", "/mnt", "xfs")}, false);
  ASSERT_EQ(chosen.size(), 1U);
  EXPECT_EQ(chosen[0].fstype, "xfs");
}

TEST(MountsBelowARoot, AreNamedAsThereAndOthersAreLeftOut) {
  EXPECT_EQ(paths(below_root({mount("8:1", "/host"), mount("8:2", "/host/boot"),
                              mount("8:3", "/hostage"), mount("0:1", "/")},
                             "/host/")),
            (Paths{"/", "/boot"}));
  EXPECT_EQ(paths(below_root({mount("8:1", "/"), mount("8:2", "/boot")}, "/")),
            (Paths{"/", "/boot"}));
}

}  // namespace
}  // namespace silicon::disks
