// Which tier and cluster each CPU belongs to, judged from what Linux says about it. Says "unknown"
// rather than guess: all capacities equal (every ordinary x86 machine, Docker Desktop's guest) is
// no statement about tiers. Pure; any thread. Tested by
// tests/exporter/sources/cpu/topology/topology_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::cpu {

// The lists of Intel hybrid parts, /sys/bus/event_source/devices/cpu_{core,atom,lowpower}/cpus.
enum class IntelCore { core, atom, lowpower };

// What the machine says about one CPU; nullopt where it says nothing.
struct CpuFacts {
  unsigned cpu = 0;
  std::optional<std::uint64_t> capacity;           // cpu_capacity: the fastest CPU has 1024
  std::optional<std::uint64_t> maximum_kilohertz;  // cpufreq/cpuinfo_max_freq
  std::optional<unsigned> frequency_domain;        // lowest CPU of cpufreq/related_cpus
  std::optional<std::uint64_t> package;            // topology/physical_package_id
  std::optional<std::uint64_t> hardware_cluster;   // topology/cluster_id
  std::optional<IntelCore> intel;
  bool has_level3_cache = false;  // looked up on Intel hybrid parts only
};

// Tiers, in this order of preference:
// 1. Intel's lists, where there are any. They come before capacities because those of a part with
//    three kinds of cores would put the border between the wrong two. An atom core without a
//    level-3 cache, where others have one, is "low_power" (the LP-E cores of Meteor Lake).
// 2. Capacities, 3. maximum frequencies (AMD's dense cores): if, in ascending order, the widest
// step
//    between two of them is at least a fifth of the highest, the CPUs above that step are
//    "performance", those below "efficiency". Smaller steps are favoured cores of one kind.
//    amd_pstate_prefcore_ranking is not asked: it ranks every single core of a uniform part.
// 4. Otherwise "unknown".
//
// Clusters part the CPUs of one tier and package further by frequency domain, where domains are
// shared (fewer than half as many as CPUs: Arm); else by hardware cluster under the same condition
// within the tier (Intel's E-core modules). They are called P0, P1..., E0..., LP0..., and C0... in
// tier "unknown", in the order of their lowest CPUs; "all" where there is but one in tier
// "unknown".
Placements place(const std::vector<CpuFacts>& facts);

}  // namespace silicon::cpu
