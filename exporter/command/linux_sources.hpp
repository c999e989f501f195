// The sources of a Linux machine over whoever reads it: live, noted for a recording, or recorded.
// One thread. Tested by tests/exporter/command/known_sources_linux_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exporter/command/settings/config.hpp"
#include "exporter/core/time.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/platform/linux/storage/sources.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::command {

struct LinuxAccess {
  linux_platform::OpenFiles files;
  std::string root;  // where `files` looks
  linux_platform::MeasureFilesystem measure = linux_platform::measure_filesystem;
  linux_platform::HardwareAccess hardware;  // what is no file
  std::optional<std::uint32_t> page_bytes;  // of a machine that is not this one
};

// Those that tell about the machine, in the order in which they are sampled and listed. `clock`
// must outlive what they open.
std::vector<sources::SourceSpec> machine_sources(const LinuxAccess& access, const Config& config,
                                                 const core::Clock& clock);

}  // namespace silicon::command
