// Reads what one folder of /sys/bus/event_source/devices says about a PMU, as far as counters of it
// are to be opened. One thread. Tested by
// tests/exporter/platform/linux/hardware/perf/pmu_folder_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/pmu/event.hpp"

namespace silicon::linux_platform {

inline constexpr std::string_view kPmuFolders = "/sys/bus/event_source/devices";

struct PmuFolder {
  std::string path;
  std::uint32_t type = 0;
  std::vector<unsigned> cpus;  // one per package for uncore PMUs; never empty
  pmu::Formats formats;
};

// Errors: absent or denied as the files are; invalid when `type` is no number. A PMU without a
// cpumask is read on CPU 0.
core::Result<PmuFolder> read_pmu(HostFiles& files, const std::string& name);

// The names in events/, without ".scale", ".unit" and their like. Empty when there are none.
std::vector<std::string> events_of(HostFiles& files, const std::string& name);

}  // namespace silicon::linux_platform
