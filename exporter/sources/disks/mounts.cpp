#include "exporter/sources/disks/mounts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "exporter/core/text.hpp"

namespace silicon::disks {
namespace {

// Not among them: squashfs, iso9660 and erofs, which are full by nature.
constexpr std::array<std::string_view, 19> kLocal{
    "bcachefs", "btrfs",  "exfat", "ext2",  "ext3",     "ext4", "f2fs", "fuseblk", "hfsplus", "jfs",
    "msdos",    "nilfs2", "ntfs",  "ntfs3", "reiserfs", "ufs",  "vfat", "xfs",     "zfs"};

// Asking these waits for somebody else, for ever when the server is gone.
constexpr std::array<std::string_view, 22> kNetwork{
    "9p",          "afs",       "beegfs",         "ceph",
    "cifs",        "fuse.ceph", "fuse.glusterfs", "fuse.juicefs",
    "fuse.rclone", "fuse.s3fs", "fuse.sshfs",     "gfs2",
    "glusterfs",   "gpfs",      "lustre",         "ncpfs",
    "nfs",         "nfs4",      "ocfs2",          "smb3",
    "smbfs",       "virtiofs"};

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

// "36 35 98:0 /root /mountpoint rw,noatime [optional...] - ext3 /dev/sda1 rw,errors=continue".
std::optional<Mount> parse_mount(std::string_view line) {
  constexpr std::size_t kDeviceNumber = 2, kMountpoint = 4, kFirstOptional = 6;
  const std::vector<std::string_view> fields = core::fields(line);
  if (fields.size() < kFirstOptional) return std::nullopt;
  const auto dash = std::find(fields.begin() + kFirstOptional, fields.end(), "-");
  if (fields.end() - dash < 3) return std::nullopt;
  Mount mount{.device_number = std::string(fields[kDeviceNumber]),
              .mountpoint = without_escapes(fields[kMountpoint]),
              .fstype = std::string(*(dash + 1)),
              .device = without_escapes(*(dash + 2)),
              .super_options = std::string(fields.end() - dash > 3 ? *(dash + 3) : "")};
  const bool usable = mount.mountpoint.starts_with('/') && core::is_utf8(mount.mountpoint) &&
                      mount.mountpoint.find('\0') == std::string::npos &&
                      core::is_utf8(mount.device) && core::is_utf8(mount.fstype);
  if (!usable) return std::nullopt;
  return mount;
}

bool has_room_that_matters(const Mount& mount, bool include_network) {
  if (contains(kLocal, mount.fstype)) return true;
  if (mount.fstype == "overlay") return mount.mountpoint == "/";
  return include_network && contains(kNetwork, mount.fstype);
}

}  // namespace

std::string without_escapes(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 3 < text.size() && text[i + 1] >= '0' &&
                        text[i + 1] <= '3' && is_octal(text[i + 2]) && is_octal(text[i + 3]);
    if (!escape) {
      result += text[i];
      continue;
    }
    const int byte = (text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0');
    result += static_cast<char>(byte);
    i += 3;
  }
  return result;
}

std::vector<Mount> parse_mountinfo(std::string_view text) {
  std::vector<Mount> mounts;
  core::for_each_line(text, [&](std::string_view line) {
    if (auto mount = parse_mount(line)) mounts.push_back(*std::move(mount));
  });
  return mounts;
}

std::vector<Mount> below_root(std::vector<Mount> mounts, std::string_view root) {
  while (root.ends_with('/')) root.remove_suffix(1);
  std::vector<Mount> below;
  for (Mount& mount : mounts) {
    const std::string_view path = mount.mountpoint;
    if (!path.starts_with(root)) continue;
    const std::string rest(path.substr(root.size()));
    if (!rest.empty() && !rest.starts_with('/')) continue;
    mount.mountpoint = rest.empty() ? "/" : rest;
    below.push_back(std::move(mount));
  }
  return below;
}

std::vector<Mount> choose_mounts(const std::vector<Mount>& mounts, bool include_network) {
  std::map<std::string_view, const Mount*> visible;  // by mountpoint
  for (const Mount& mount : mounts) visible[mount.mountpoint] = &mount;
  std::map<std::string_view, const Mount*> shortest;  // by file system
  for (const auto& [path, mount] : visible) {
    if (!has_room_that_matters(*mount, include_network)) continue;
    const auto [known, added] = shortest.emplace(mount->device_number, mount);
    if (!added && path.size() < known->second->mountpoint.size()) known->second = mount;
  }
  std::vector<Mount> chosen;
  for (const auto& [path, mount] : visible) {
    const auto known = shortest.find(mount->device_number);
    if (known != shortest.end() && known->second == mount) chosen.push_back(*mount);
  }
  return chosen;
}

}  // namespace silicon::disks
