// How full file systems are, as families. Which ones: mounts.hpp. Pure; any thread.
// Tested by tests/exporter/sources/disks/filesystems_test.cpp.
#pragma once

#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/sources/disks/mounts.hpp"

namespace silicon::disks {

// From statvfs(3).
struct FilesystemStatistics {
  double size_bytes = 0;
  double available_bytes = 0;  // to a user who is not root: without what is reserved
};

struct Filesystem {
  Mount mount;
  FilesystemStatistics statistics;
};

// silicon_filesystem_{size,available}_bytes{mountpoint,device,fstype}; nothing about a file system
// without a size, which has no room to speak of.
core::Families filesystem_families(const std::vector<Filesystem>& filesystems);

}  // namespace silicon::disks
