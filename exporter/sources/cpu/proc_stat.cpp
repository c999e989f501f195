#include "exporter/sources/cpu/proc_stat.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::cpu {
namespace {

constexpr std::size_t kLeastModes = 4;  // user, nice, system, idle: all there was in Linux 2.4

// "cpu3 44490 19 21045 ...". The number of a CPU that never was is refused.
std::optional<CpuTicks> parse_line(std::string_view line) {
  std::string_view name = core::take_field(line);
  name.remove_prefix(std::string_view("cpu").size());
  const auto number = core::parse_unsigned(name);
  if (!number || *number >= kMaximumCpus) return std::nullopt;
  CpuTicks cpu{static_cast<unsigned>(*number), {}};
  for (std::size_t mode = 0; mode < kModes; ++mode) {
    const std::string_view field = core::take_field(line);
    if (field.empty() && mode >= kLeastModes) break;
    cpu.ticks[mode] = core::parse_unsigned(field);
    if (!cpu.ticks[mode]) return std::nullopt;
  }
  return cpu;
}

}  // namespace

core::Result<std::vector<CpuTicks>> parse_proc_stat(std::string_view text) {
  std::vector<CpuTicks> cpus;
  while (text.starts_with("cpu")) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;  // cut off: its last number may be half a number
    if (const auto cpu = parse_line(text.substr(0, end))) cpus.push_back(*cpu);
    text.remove_prefix(end + 1);
  }
  if (cpus.empty()) {
    return core::Error("no line of a CPU, found \"" + std::string(text.substr(0, 40)) + "\"",
                       core::ErrorKind::invalid);
  }
  const auto by_number = [](const CpuTicks& a, const CpuTicks& b) { return a.cpu < b.cpu; };
  const auto same_number = [](const CpuTicks& a, const CpuTicks& b) { return a.cpu == b.cpu; };
  std::stable_sort(cpus.begin(), cpus.end(), by_number);
  cpus.erase(std::unique(cpus.begin(), cpus.end(), same_number), cpus.end());
  return cpus;
}

}  // namespace silicon::cpu
