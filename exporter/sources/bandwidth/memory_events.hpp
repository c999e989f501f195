// Which perf counters count the traffic of the memory controllers, by the names that PMUs and their
// events have in sysfs. Nothing is opened here. Pure; any thread.
// Tested by tests/exporter/sources/bandwidth/memory_events_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace silicon::bandwidth {

// A folder of /sys/bus/event_source/devices with the names in its events/ (empty: it has none).
struct UncorePmu {
  std::string name;
  std::vector<std::string> events;
};

struct MemoryEvent {
  std::string pmu;
  std::string event;      // file in events/; "" where the kernel names none
  std::string encoding;   // what would stand in that file, for the PMUs without
  std::string direction;  // "read", "write" or "all"
};

struct MemoryEvents {
  std::string source;  // label: "uncore_imc", "uncore_imc_free_running", "amd_umc"
  std::vector<MemoryEvent> events;
};

// Whether a PMU is one of a memory controller.
bool counts_memory(std::string_view pmu);

// The events to count, of one kind only: several kinds count the same bytes. Empty where there are
// none. In this order:
// * uncore_imc_N with cas_count_read*, cas_count_write* (Xeon: uncore_snbep.c);
// * uncore_imc_free_running_N with data_read, data_write (client, Tiger Lake on: uncore_snb.c) or
//   read, write (Ice Lake server, Snow Ridge); data_total where it is alone;
// * uncore_imc with data_reads, data_writes (client, Sandy Bridge to Comet Lake: uncore_snb.c);
// * amd_umc_N, Zen 4 on (arch/x86/events/amd/uncore.c): the kernel names no events; umc_cas_cmd.rd
//   and .wr are event 0x0a with rdwrmask 1 and 2, 64 bytes each (tools/perf/pmu-events/arch/x86/
//   amdzen4/memory-controller.json).
MemoryEvents memory_events(const std::vector<UncorePmu>& pmus);

// Bytes per count of events that have no file to say it.
inline constexpr double kCacheLine = 64;

}  // namespace silicon::bandwidth
