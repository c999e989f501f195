// GPUs as metric families, the same for every platform and vendor. What a GPU does not say is
// absent. Not how it is read. Pure; any thread.
// Tested by tests/exporter/sources/gpu/families_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/histogram.hpp"

namespace silicon::gpu {

struct GpuReading {
  std::string gpu;     // label: a PCI address where there is one ("0000:09:00.0"), else a number
  std::string source;  // label: who tells its utilization: "amdgpu", "nvml", "i915_pmu"...
  std::string model;   // "" where it is not known, and then there is no silicon_gpu_info
  std::optional<unsigned> cores;
  std::optional<double> active_seconds;  // since the exporter started watching
  std::optional<double> utilization;     // 0 to 1
  std::optional<double> frequency_hertz;
  std::optional<double> max_hertz;
  std::optional<double> memory_used_bytes;
  std::optional<double> memory_allocated_bytes;
};

// silicon_gpu_*; a family without samples is left out.
core::Families families(const std::vector<GpuReading>& readings);

// silicon_gpu_utilization_sample_ratio: every sample of each GPU's utilization, so that a scraper
// that comes once a minute still sees the peaks. One thread.
class UtilizationSamples {
 public:
  void observe(std::string_view gpu, double ratio);
  core::Family family() const;

 private:
  std::map<std::string, core::Histogram, std::less<>> histograms_;
};

}  // namespace silicon::gpu
