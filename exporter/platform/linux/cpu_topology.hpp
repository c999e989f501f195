// Collects what /sys says about each CPU, for cpu::place() to judge. Remembers it, because a CPU
// that goes offline takes most of its files along, and its cluster must keep its name.
// One thread at a time. Tested by tests/exporter/platform/linux/cpu_topology_test.cpp.
#pragma once

#include <map>
#include <vector>

#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/cpu/topology/topology.hpp"

namespace silicon::linux_platform {

class CpuTopology {
 public:
  // Reads again about these CPUs, and keeps what is known of others. What cannot be read is not
  // known: no errors. Costs about six small files per CPU: call it when CPUs come or go.
  void read(HostFiles& files, const std::vector<unsigned>& online);

  // Of all CPUs that were ever read.
  cpu::Placements placements() const;

  // The lowest CPU with which this one shares its frequency; nullopt without cpufreq.
  std::optional<unsigned> frequency_domain(unsigned cpu) const;

 private:
  std::map<unsigned, cpu::CpuFacts> facts_;
};

}  // namespace silicon::linux_platform
