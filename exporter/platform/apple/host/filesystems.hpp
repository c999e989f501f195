// The mounted file systems and their room, without waiting for those on servers: what the kernel
// remembers of them. Which of them matter is not decided here, but those that macOS itself hides
// from people (Preboot, VM, Update ...) are left out, and so are those on servers. One thread.
// Tested by tests/exporter/platform/apple/host/filesystems_test.cpp.
#pragma once

#include <vector>

#include "exporter/platform/apple/abi/system.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

std::vector<apple::FilesystemRoom> local_filesystems(const FilesystemApi& api);

}  // namespace silicon::apple_platform
