// The sources of an ordinary Linux host, one factory each: what the kernel says in /proc and /sys
// about CPUs, memory, network and this process. Disks are in ../storage/, sensors in ../hardware/.
// Each source reads through a HostFiles of its own and leaves all judgement to exporter/sources/.
// Tested by tests/exporter/platform/linux/host/load_source_test.cpp and its neighbours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::linux_platform {

sources::SourceSpec cpu_source(OpenFiles open_files);
sources::SourceSpec cpu_frequency_source(OpenFiles open_files);
sources::SourceSpec load_source(OpenFiles open_files);
// `page_bytes` of a machine that is not this one.
sources::SourceSpec memory_source(OpenFiles open_files,
                                  std::optional<std::uint32_t> page_bytes = {});
sources::SourceSpec pressure_source(OpenFiles open_files);
sources::SourceSpec machine_source(OpenFiles open_files);

// `root` is where `open_files` looks; behind "/" the interfaces are those that this process sees.
sources::SourceSpec network_source(OpenFiles open_files, const std::string& root);

// About the exporter itself: these must be the files of "/", whatever machine is watched.
sources::SourceSpec process_source(OpenFiles open_own_files);

}  // namespace silicon::linux_platform
