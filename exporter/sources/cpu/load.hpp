// Load averages: what /proc/loadavg says, and the family made of it.
// Not utilization: on Linux the load also counts threads that wait for a disk. Pure; any thread.
// Tested by tests/exporter/sources/cpu/load_test.cpp.
#pragma once

#include <string_view>

#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"

namespace silicon::cpu {

// Mean numbers of runnable and uninterruptible threads, exponentially damped.
struct LoadAverage {
  double one_minute = 0;
  double five_minutes = 0;
  double fifteen_minutes = 0;
};

// The text of /proc/loadavg: "0.21 0.37 0.39 1/719 19737".
core::Result<LoadAverage> parse_load_average(std::string_view text);

// silicon_load_average{window}.
core::Families load_families(const LoadAverage& load);

}  // namespace silicon::cpu
