// The Linux sources that read hardware: sensors, energy, memory bandwidth, GPUs, NPUs. Each factory
// costs nothing until its open() is called; open() says in words why a machine has none of it.
// What is not a file of the machine comes in by argument, so that tests and fixtures never touch
// the machine they run on. Any thread. Tested by tests/exporter/platform/linux/hardware.
#pragma once

#include <memory>

#include "exporter/core/time.hpp"
#include "exporter/platform/linux/hardware/perf/perf_counters.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::linux_platform {

// hwmon and thermal zones: temperatures, fans, power meters. `clock` measures what reading each
// sensor costs, and must outlive the source.
sources::SourceSpec thermal_source(OpenFiles open_files, const core::Clock& clock);

// The kernel's counters of thermal throttling (Intel).
sources::SourceSpec throttle_source(OpenFiles open_files);

// RAPL: energy and power of processor packages.
sources::SourceSpec energy_source(OpenFiles open_files);

// Memory traffic. `perf` may be null: then what needs perf counters is left out.
sources::SourceSpec bandwidth_source(OpenFiles open_files, std::shared_ptr<PerfCounters> perf);

}  // namespace silicon::linux_platform
