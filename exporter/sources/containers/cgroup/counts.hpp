// The counters of one cgroup from its cpu, memory and io files, v1 and v2. Each function sets what
// its file says and leaves the rest alone. Pure; any thread.
// Tested by tests/exporter/sources/containers/cgroup/counts_test.cpp, fuzzed by
// tests/fuzz/containers/cgroup_files.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/sources/containers/reading.hpp"

namespace silicon::containers {

// cpu.stat: of v2 with usage_usec and throttled_usec, of v1 with throttled_time in nanoseconds, of
// v2 without the cpu controller (hybrid) with usage alone.
void read_cpu_stat(std::string_view text, CpuCounts& cpu);

// cpuacct.stat of v1: ticks of 10 ms, whatever the kernel's own (USER_HZ).
void read_cpuacct_stat(std::string_view text, CpuCounts& cpu);

// memory.stat of v2: the whole subtree.
void read_memory_stat(std::string_view text, MemoryCounts& memory);

// memory.stat of v1: the total_* lines, which are of the subtree.
void read_memory_stat_v1(std::string_view text, MemoryCounts& memory);

// memory.events of v2, and memory.oom_control of v1, which since Linux 4.13 has the same oom_kill.
void read_memory_events(std::string_view text, MemoryEvents& events);

// io.stat of v2; devices by their numbers ("8:0"). Devices without figures are left out: v2 lists
// each that was ever touched ("7:7 ").
void read_io_stat(std::string_view text, std::vector<DeviceTraffic>& devices);

// blkio.throttle.io_service_bytes_recursive and io_serviced_recursive of v1.
void read_blkio(std::string_view bytes, std::string_view operations,
                std::vector<DeviceTraffic>& devices);

// cgroup.procs: the ids in it.
std::vector<std::uint64_t> parse_processes(std::string_view text);

}  // namespace silicon::containers
