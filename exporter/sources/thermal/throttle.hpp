// The kernel's per-CPU counters of thermal throttling, counted once per physical core and package.
// Every hardware thread of a core takes the same interrupt, so that their counters tell of the same
// events (arch/x86 therm_throt.c counts per logical CPU). Linux on Intel only.
// Pure; one thread. Tested by tests/exporter/sources/thermal/throttle_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/sources/thermal/families.hpp"

namespace silicon::thermal {

// Where a logical CPU sits. What the machine does not say is the CPU itself, so that CPUs of which
// nothing is known are not taken for one.
struct CpuPlace {
  unsigned cpu = 0;
  std::optional<std::uint64_t> package;
  std::optional<std::uint64_t> die;
  std::optional<std::uint64_t> core;
};

// What one logical CPU reports.
struct CpuThrottle {
  CpuPlace place;
  std::optional<std::uint64_t> core_events;
  std::optional<std::uint64_t> package_events;
};

// Keeps the highest count ever seen of each core and package, so that counters stand when a CPU is
// taken offline, and takes the highest among the threads of a core.
class ThrottleCounters {
 public:
  // `cpus` in ascending order of their number; those that are offline may be missing.
  std::vector<ThrottleCount> update(const std::vector<CpuThrottle>& cpus);

 private:
  struct Unit {
    bool is_package = false;
    std::uint64_t package = 0, die = 0, core = 0;

    friend auto operator<=>(const Unit&, const Unit&) = default;
  };
  struct Count {
    unsigned cpu = 0;
    std::uint64_t events = 0;
  };

  void count(const Unit& unit, unsigned cpu, std::uint64_t events);

  std::map<Unit, Count> counts_;
};

}  // namespace silicon::thermal
