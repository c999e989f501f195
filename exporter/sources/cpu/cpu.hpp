// The vocabulary of this folder: what a CPU does with its time, and where it belongs. A "CPU" is
// what the kernel schedules on: a hardware thread. Plain values; any thread.
// Tested by tests/exporter/sources/cpu/usage_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::cpu {

// More than any kernel can be built for (NR_CPUS is at most 8192).
inline constexpr unsigned kMaximumCpus = 8192;

enum class Mode { user, nice, system, idle, iowait, irq, softirq, steal };

// In the order of Mode, which is that of /proc/stat.
inline constexpr std::array<std::string_view, 8> kModeNames{"user",   "nice", "system",  "idle",
                                                            "iowait", "irq",  "softirq", "steal"};
inline constexpr std::size_t kModes = kModeNames.size();

// Cumulative scheduler ticks of one CPU, indexed by Mode; nullopt where the kernel has no such
// mode.
struct CpuTicks {
  unsigned cpu = 0;
  std::array<std::optional<std::uint64_t>, kModes> ticks;
};

// `tier`: "performance", "efficiency", "super", "low_power", or "unknown" where the machine does
// not say. `cluster`: CPUs of one tier and package that also share a frequency or a cache.
struct Placement {
  unsigned cpu = 0;
  std::string tier = "unknown";
  std::string cluster = "unknown";

  friend bool operator==(const Placement&, const Placement&) = default;
};

using Placements = std::vector<Placement>;  // in ascending order of CPUs

}  // namespace silicon::cpu
