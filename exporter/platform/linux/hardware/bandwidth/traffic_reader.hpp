// The ways in which a Linux machine tells its memory traffic, each behind the same verb. Each open
// function finds out whether the machine has it, and otherwise says in words why not. One thread.
// Tested by tests/exporter/platform/linux/hardware/bandwidth/resctrl_reader_test.cpp and
// tests/exporter/platform/linux/hardware/bandwidth/uncore_reader_test.cpp.
#pragma once

#include <memory>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/platform/linux/hardware/perf/perf_counters.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/bandwidth/families.hpp"

namespace silicon::linux_platform {

class TrafficReader {
 public:
  TrafficReader() = default;
  TrafficReader(const TrafficReader&) = delete;
  TrafficReader& operator=(const TrafficReader&) = delete;
  virtual ~TrafficReader() = default;

  virtual core::Result<std::vector<bandwidth::Traffic>> read(core::SteadyInstant now) = 0;
};

// Both keep a reference to `files`, which must outlive the reader.

// resctrl, if mounted: sums over all its control groups. `source` is "resctrl_mbm", or
// "resctrl_mbm_local" where only the traffic to local memory is counted.
core::Result<std::unique_ptr<TrafficReader>> open_resctrl(HostFiles& files);

// The memory controllers' own counters.
core::Result<std::unique_ptr<TrafficReader>> open_uncore(HostFiles& files, PerfCounters& perf);

}  // namespace silicon::linux_platform
