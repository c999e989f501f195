// The Linux sources that read hardware: sensors, energy, memory bandwidth, GPUs, NPUs. Each factory
// costs nothing until its open() is called; open() says in words why a machine has none of it.
// What is not a file of the machine comes in by argument, so that tests and fixtures never touch
// the machine they run on. Any thread. Tested by tests/exporter/platform/linux/hardware.
#pragma once

#include <memory>
#include <string>
#include <vector>

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

// GPUs as their drivers tell. `perf` may be null; `nvml_library` is "libnvidia-ml.so.1", a path, or
// "" where NVIDIA's library is not to be loaded.
sources::SourceSpec gpu_source(OpenFiles open_files, std::shared_ptr<PerfCounters> perf,
                               std::string nvml_library);

// GPUs and NPUs as their clients use them, where the driver has no figures of its own.
sources::SourceSpec drm_clients_source(OpenFiles open_files);

// NPUs, as the Linux cousins of Apple's neural engine.
sources::SourceSpec ane_source(OpenFiles open_files);

// What these sources use beside files. The default is nothing: for a fixture, a recording, any
// machine but this one.
struct HardwareAccess {
  std::shared_ptr<PerfCounters> perf;
  std::string nvml_library;
};

// That of the machine that this process runs on.
HardwareAccess this_machine();

// All of them, in a fixed order.
std::vector<sources::SourceSpec> hardware_sources(const OpenFiles& open_files,
                                                  const core::Clock& clock,
                                                  const HardwareAccess& access);

}  // namespace silicon::linux_platform
