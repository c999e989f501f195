// One maker's way of telling about its GPUs, behind the verb that the gpu source knows. Each open
// function finds out whether the machine has such GPUs, and otherwise says in words why not.
// One thread. Tested by tests/exporter/platform/linux/hardware/gpu/amdgpu_test.cpp and
// tests/exporter/platform/linux/hardware/gpu/intel_test.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/platform/linux/hardware/perf/perf_counters.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/bandwidth/families.hpp"
#include "exporter/sources/gpu/families.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::linux_platform {

// What one GPU told at one sample; what it did not tell is absent.
struct GpuSample {
  gpu::GpuReading reading;
  std::optional<double> watts;
  std::optional<double> joules;  // since the exporter started watching
  std::string rail = "gpu";      // "package" where the power of the whole processor is told
  std::optional<double> celsius;
  std::optional<std::uint64_t> throttle_events;
  std::vector<bandwidth::Traffic> traffic;  // of main memory
};

class GpuBackend {
 public:
  GpuBackend() = default;
  GpuBackend(const GpuBackend&) = delete;
  GpuBackend& operator=(const GpuBackend&) = delete;
  virtual ~GpuBackend() = default;

  // The GPUs that told something; a GPU that sleeps or is gone is left out. An error only when the
  // backend as a whole fails.
  virtual core::Result<std::vector<GpuSample>> sample(const sources::Tick& tick) = 0;
};

// All keep a reference to `files`, which must outlive the backend.
core::Result<std::unique_ptr<GpuBackend>> open_amdgpu(HostFiles& files);

// i915 and xe. Without `perf` (null, or no permission) there is a frequency, and no utilization.
core::Result<std::unique_ptr<GpuBackend>> open_intel(HostFiles& files, PerfCounters* perf);

}  // namespace silicon::linux_platform
