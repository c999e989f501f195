#include "exporter/sources/disks/filesystems.hpp"

#include <utility>

namespace silicon::disks {

core::Families filesystem_families(const std::vector<Filesystem>& filesystems) {
  core::Family size =
      core::gauge("silicon_filesystem_size_bytes",
                  "Size of the mounted file system. From statvfs; each file system once, at its "
                  "shortest mount point.");
  core::Family available =
      core::gauge("silicon_filesystem_available_bytes",
                  "Room in the file system for users other than root. From statvfs.");
  for (const auto& [mount, statistics] : filesystems) {
    if (!(statistics.size_bytes > 0)) continue;
    const core::Labels labels{
        {"mountpoint", mount.mountpoint}, {"device", mount.device}, {"fstype", mount.fstype}};
    size.add(labels, statistics.size_bytes);
    available.add(labels, statistics.available_bytes);
  }
  return core::with_samples(std::move(size), std::move(available));
}

}  // namespace silicon::disks
