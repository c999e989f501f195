// Follows what CPUs do from sample to sample, and makes the families of it. Keeps counters from
// going backwards, which the kernel's own do. Knows no platform and no file; not frequencies.
// State without locks: one thread at a time. Tested by tests/exporter/sources/cpu/usage_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/histogram.hpp"
#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::cpu {

class Usage {
 public:
  // REQUIRES: ticks_per_second > 0.
  explicit Usage(double ticks_per_second) : ticks_per_second_(ticks_per_second) {}

  // Where CPUs belong from now on. A CPU that is not named is in tier and cluster "unknown".
  void place(const Placements& placements);

  // One sample of all CPUs that are online. A CPU that was offline has no utilization until its
  // second sample; its counters go on from where they were.
  void update(const std::vector<CpuTicks>& cpus);

  // The share of the time between the last two samples in which the CPU was busy: all but idle and
  // iowait. `steal` is busy: somebody wanted the CPU and the hypervisor did not give it. nullopt
  // before the second sample, while offline, and when no tick has passed.
  std::optional<double> utilization(unsigned cpu) const;

  // silicon_cpu_seconds_total, silicon_cpu_core_utilization_ratio, silicon_cpu_utilization_ratio
  // (per tier and "all"), silicon_cpu_cores (per tier: their sum is all), and the histogram
  // silicon_cpu_utilization_sample_ratio into which each update() counts once.
  core::Families families() const;

 private:
  struct TickCount {
    std::uint64_t seen = 0;   // the kernel's value, or the highest one when it hesitates
    std::uint64_t value = 0;  // never goes backwards
    bool known = false;
  };
  struct Interval {
    std::uint64_t busy = 0;
    std::uint64_t total = 0;
    std::optional<double> ratio() const;
  };
  struct Cpu {
    Placement placement;
    core::Labels labels;
    std::array<core::Labels, kModes> mode_labels;
    std::array<TickCount, kModes> counts;
    Interval interval;
    bool online = false;
    bool was_online = false;
  };
  struct Tier {
    explicit Tier(const std::string& name);
    core::Labels labels;
    core::Histogram samples;
    Interval interval;
    unsigned cpus = 0;
  };

  Cpu& cpu_of(unsigned number);
  Tier& tier_of(const std::string& name);
  void follow(Cpu& cpu, const CpuTicks& ticks) const;
  void sum_tiers();
  core::Family seconds_family() const;

  double ticks_per_second_;
  std::map<unsigned, Cpu> cpus_;
  std::map<std::string, Tier, std::less<>> tiers_;  // "all" is one of them
};

}  // namespace silicon::cpu
