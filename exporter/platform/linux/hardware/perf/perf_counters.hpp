// Hardware counters of the kernel's perf subsystem, behind an interface so that what is made of
// them is tested without hardware. System-wide uncore and device counters only: no process is ever
// looked at. A group is used by one thread at a time.
// Tested by tests/exporter/platform/linux/hardware/perf/perf_counters_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/sources/pmu/event.hpp"
#include "exporter/sources/pmu/scaled_counter.hpp"

namespace silicon::linux_platform {

struct PerfEvent {
  std::uint32_t type = 0;  // the PMU's file `type`
  pmu::Encoding encoding{};
};

// Counters that are read together.
class PerfGroup {
 public:
  PerfGroup() = default;
  PerfGroup(const PerfGroup&) = delete;
  PerfGroup& operator=(const PerfGroup&) = delete;
  virtual ~PerfGroup() = default;

  // One reading per event, in the order in which they were opened.
  virtual core::Result<std::vector<pmu::CounterReading>> read() = 0;
};

class PerfCounters {
 public:
  PerfCounters() = default;
  PerfCounters(const PerfCounters&) = delete;
  PerfCounters& operator=(const PerfCounters&) = delete;
  virtual ~PerfCounters() = default;

  // Starts counting the events of one PMU on one CPU (the one its `cpumask` names), as a group.
  // Errors: denied, with what would allow it; absent when the kernel or the PMU does not know the
  // event; invalid when it cannot be in a group with the others.
  virtual core::Result<std::unique_ptr<PerfGroup>> open(const std::vector<PerfEvent>& events,
                                                        unsigned cpu) = 0;
};

// Those of the machine that this process runs on.
std::shared_ptr<PerfCounters> kernel_perf_counters();

}  // namespace silicon::linux_platform
