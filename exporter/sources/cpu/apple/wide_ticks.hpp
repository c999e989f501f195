// Mach's scheduler ticks, 32 bits wide and 100 a second, made to rise past 2^32 (497 days of one
// mode). State without locks: one thread at a time. Tested by
// tests/exporter/sources/cpu/apple/wide_ticks_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "exporter/sources/apple/sample.hpp"
#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::cpu {

// osfmk/kern/processor.c counts time_mach / hz_tick_interval.
inline constexpr double kMachTicksPerSecond = 100;

class WideTicks {
 public:
  // User, system and idle of each CPU. Mach's "nice" is always 0 and no mode of its own, so it is
  // absent. A fall that is no wrap (a recording that begins again) goes on as the kernel says.
  std::vector<CpuTicks> follow(const std::vector<apple::CpuTicks>& ticks);

 private:
  struct Wide {
    std::uint32_t low = 0;
    std::uint64_t high = 0;
  };
  std::vector<std::array<Wide, 3>> cpus_;
};

}  // namespace silicon::cpu
