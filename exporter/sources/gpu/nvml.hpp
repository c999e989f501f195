// What NVML's answers about one NVIDIA GPU mean: units, limits, and what has to be counted over
// time. Not how they are asked: see platform/linux/hardware/gpu/nvml. Pure; one thread.
// Tested by tests/exporter/sources/gpu/nvml_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/sources/gpu/families.hpp"

namespace silicon::gpu {

// The answers as NVML gives them; absent where the function is missing, unsupported or failed.
struct NvmlAnswers {
  std::optional<unsigned> utilization_percent;
  std::optional<std::uint64_t> memory_used_bytes;
  std::optional<unsigned> graphics_mhz;
  std::optional<unsigned> max_graphics_mhz;
  std::optional<unsigned> power_milliwatts;
  std::optional<unsigned> temperature_celsius;
  std::optional<std::uint64_t> clock_reasons;  // why the clocks are not higher: a set of bits
};

// "00000000:09:00.0" or "0000:09:00.0" in any case as sysfs writes it: "0000:09:00.0".
std::string pci_address(std::string_view bus_id);

// The figures of silicon_gpu_*; gpu, model and cores are the caller's.
void apply(const NvmlAnswers& answers, GpuReading& reading);

// nullopt for NVML's "not available" (all bits set) and what no GPU draws or stands.
std::optional<double> watts(const NvmlAnswers& answers);
std::optional<double> celsius(const NvmlAnswers& answers);

// Counts how often sampling found a GPU newly slowed down by heat: a lower bound of what happened.
class ThrottleTransitions {
 public:
  // Starts with the first answer; nullopt until then.
  std::optional<std::uint64_t> update(const NvmlAnswers& answers);

 private:
  std::optional<bool> throttled_;
  std::uint64_t transitions_ = 0;
};

}  // namespace silicon::gpu
