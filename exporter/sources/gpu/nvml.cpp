#include "exporter/sources/gpu/nvml.hpp"

#include <cctype>
#include <limits>

namespace silicon::gpu {
namespace {

constexpr unsigned kNotAvailable = std::numeric_limits<unsigned>::max();

// nvml.h: nvmlClocksEventReasonSwThermalSlowdown and ...HwThermalSlowdown.
constexpr std::uint64_t kThermalReasons = 0x20U | 0x40U;

std::optional<double> hertz(const std::optional<unsigned>& megahertz) {
  if (!megahertz || *megahertz == kNotAvailable) return std::nullopt;
  return *megahertz * 1e6;
}

}  // namespace

std::string pci_address(std::string_view bus_id) {
  std::string address;
  for (const char c : bus_id) {
    address += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  // NVML writes the domain with 8 digits since version 3 of its PCI structure, sysfs with 4.
  if (address.size() == 16 && address.starts_with("0000") && address[8] == ':') {
    address.erase(0, 4);
  }
  return address;
}

void apply(const NvmlAnswers& answers, GpuReading& reading) {
  if (answers.utilization_percent && *answers.utilization_percent <= 100) {
    reading.utilization = *answers.utilization_percent / 100.0;
  }
  if (answers.memory_used_bytes) {
    reading.memory_used_bytes = static_cast<double>(*answers.memory_used_bytes);
  }
  reading.frequency_hertz = hertz(answers.graphics_mhz);
  reading.max_hertz = hertz(answers.max_graphics_mhz);
}

std::optional<double> watts(const NvmlAnswers& answers) {
  if (!answers.power_milliwatts || *answers.power_milliwatts > 10'000'000) return std::nullopt;
  return *answers.power_milliwatts / 1e3;
}

std::optional<double> celsius(const NvmlAnswers& answers) {
  const auto& value = answers.temperature_celsius;
  if (!value || *value == 0 || *value >= 200) return std::nullopt;
  return *value;
}

std::optional<std::uint64_t> ThrottleTransitions::update(const NvmlAnswers& answers) {
  if (answers.clock_reasons) {
    const bool now = (*answers.clock_reasons & kThermalReasons) != 0;
    if (throttled_ && now && !*throttled_) ++transitions_;
    throttled_ = now;
  }
  if (!throttled_) return std::nullopt;
  return transitions_;
}

}  // namespace silicon::gpu
