// Reads the CPU lines of /proc/stat, and only those: the line of interrupts behind them is
// megabytes long on large hosts. Pure; any thread. Tested by
// tests/exporter/sources/cpu/proc_stat_test.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::cpu {

// Each online CPU in ascending order; ticks are 1 / sysconf(_SC_CLK_TCK) s. A line that is not
// understood, or cut off, leaves out its CPU; of two lines for one CPU the first counts. Invalid
// when no CPU is left. `guest` and `guest_nice` are not read: the kernel has counted them into
// `user` and `nice` already (account_guest_time, kernel/sched/cputime.c).
core::Result<std::vector<CpuTicks>> parse_proc_stat(std::string_view text);

}  // namespace silicon::cpu
