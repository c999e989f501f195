// The kernel's ways to write a set of CPUs: "0-3,8,10-11" in sysfs, in cpusets and on its command
// line; "0 1 2 3" in cpufreq. Pure; any thread.
// Tested by tests/exporter/sources/cpu/topology/cpu_list_test.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::cpu {

// Ascending, each CPU once; empty for an empty list. Invalid: anything else than numbers and ranges
// with commas or blanks between them, a range that runs backwards, a CPU of
// kMaximumCpus (cpu.hpp) or above.
core::Result<std::vector<unsigned>> parse_cpu_list(std::string_view text);

}  // namespace silicon::cpu
