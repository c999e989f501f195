// How fast clusters run, from the frequencies of their parts. Not utilization. Pure; any thread.
// Tested by tests/exporter/sources/cpu/frequency_test.cpp.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::cpu {

// CPUs that change their frequency together (a cpufreq policy, a cluster of Apple's).
struct FrequencyDomain {
  std::vector<unsigned> cpus;           // those online; at least one
  std::optional<double> hertz;          // now, or lately
  std::optional<double> maximum_hertz;  // of the hardware, boost included
};

// Share of time that a CPU was busy, 0 to 1; nullopt when not known.
using BusyShare = std::function<std::optional<double>(unsigned cpu)>;

// silicon_cpu_cluster_frequency_hertz: the mean over the cluster's CPUs, each weighted by how busy
// it is, so that idle CPUs that are parked at their lowest frequency do not make a busy cluster
// look slow; the plain mean where none is busy. silicon_cpu_cluster_frequency_max_hertz: the
// highest of the cluster. CPUs that `placements` lacks are left out.
core::Families frequency_families(const std::vector<FrequencyDomain>& domains,
                                  const Placements& placements, const BusyShare& busy);

}  // namespace silicon::cpu
