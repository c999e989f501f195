// The sources of a Linux host's disks: what its block devices did, and how full its file systems
// are. The judgement is in exporter/sources/disks/; here is the reading.
// Tested by tests/exporter/platform/linux/storage/disks_source_test.cpp and
// tests/exporter/platform/linux/storage/filesystems_source_test.cpp.
#pragma once

#include <functional>
#include <string>

#include "exporter/core/result.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/disks/filesystems.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::linux_platform {

sources::SourceSpec disks_source(OpenFiles open_files);

// How full the file system is on which `path` lies. Waits as long as that file system lets it wait.
using MeasureFilesystem =
    std::function<core::Result<disks::FilesystemStatistics>(const std::string& path)>;

// By statvfs(3).
core::Result<disks::FilesystemStatistics> measure_filesystem(const std::string& path);

// `root` is where `open_files` looks: a mount of the machine at /data is measured at ROOT/data.
// A mount that cannot be measured is left out, and costs nothing but itself.
sources::SourceSpec filesystems_source(OpenFiles open_files, std::string root, bool include_network,
                                       MeasureFilesystem measure = measure_filesystem);

}  // namespace silicon::linux_platform
