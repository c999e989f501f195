// What is mounted on the machine that is watched, as that machine names it.
// Tested by tests/exporter/platform/linux/storage/filesystems_source_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/disks/mounts.hpp"

namespace silicon::linux_platform {

// The mounts of its first process. Where only our own may be read, those of another `root` are what
// is mounted below it.
core::Result<std::vector<disks::Mount>> read_mounts(HostFiles& files, const std::string& root);

}  // namespace silicon::linux_platform
