// Linux machines of various kinds, written down from what their kernels are known to say about
// CPUs. Each has /proc/stat and the topology below /sys; tests add what else they need.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/fake_host_files.hpp"

namespace silicon::testing {

using Texts = FakeHostFiles::Texts;

// A line of /proc/stat for one CPU that has been idle for `idle` ticks and in user mode for `user`.
inline std::string stat_line(unsigned cpu, unsigned user, unsigned idle) {
  return "cpu" + std::to_string(cpu) + " " + std::to_string(user) + " 0 0 " + std::to_string(idle) +
         " 0 0 0 0 0 0\n";
}

// /proc/stat of these CPUs, each with so many ticks in user mode and idle.
inline std::string stat_text(const std::vector<unsigned>& cpus, unsigned user, unsigned idle) {
  std::string text = "cpu  1 2 3 4 5 6 7 8 9 10\n";
  for (const unsigned cpu : cpus) text += stat_line(cpu, user, idle);
  return text + "intr 8885917 17 0 0\nctxt 38014093\nbtime 1418183276\nprocesses 26442\n";
}

inline std::vector<unsigned> cpus_up_to(unsigned count) {
  std::vector<unsigned> cpus;
  for (unsigned cpu = 0; cpu < count; ++cpu) cpus.push_back(cpu);
  return cpus;
}

// Gives a CPU its files below /sys/devices/system/cpu/cpuN/.
inline void describe_cpu(FakeHostFiles& machine, unsigned cpu, const Texts& files) {
  const std::string folder = "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/";
  for (const auto& [name, text] : files) machine.files[folder + name] = text + "\n";
}

inline std::string number(unsigned value) {
  return std::to_string(value);
}

// Two sockets with four cores of two threads each; intel_pstate with one policy per CPU; the
// cluster is that of the level-2 cache, which is each core's own. No cpu_capacity (Linux 6.1).
inline void make_xeon_server(FakeHostFiles& machine) {
  machine.files["/proc/stat"] = stat_text(cpus_up_to(16), 100, 900);
  for (const unsigned cpu : cpus_up_to(16)) {
    describe_cpu(machine, cpu,
                 {{"topology/physical_package_id", number(cpu / 4 % 2)},
                  {"topology/cluster_id", number(cpu % 8 * 2)},
                  {"cpufreq/related_cpus", number(cpu)},
                  {"cpufreq/cpuinfo_max_freq", cpu == 3 ? "4100000" : "3900000"},
                  {"cpufreq/scaling_cur_freq", "2100000"}});
  }
}

// One kind of core, each with its own preferred rank and a slightly different boost.
inline void make_ryzen_amd_pstate(FakeHostFiles& machine) {
  machine.files["/proc/stat"] = stat_text(cpus_up_to(8), 100, 900);
  for (const unsigned cpu : cpus_up_to(8)) {
    describe_cpu(machine, cpu,
                 {{"topology/physical_package_id", "0"},
                  {"topology/cluster_id", number(cpu / 2)},
                  {"cpufreq/related_cpus", number(cpu)},
                  {"cpufreq/amd_pstate_prefcore_ranking", number(236 - cpu / 2 * 10)},
                  {"cpufreq/cpuinfo_max_freq", number(5759000 - cpu / 2 * 75000)},
                  {"cpufreq/scaling_cur_freq", "400000"}});
  }
}

// Core Ultra 7 155H: 6 P cores of two threads, 8 E cores in two modules of four, 2 LP-E cores
// without a level-3 cache. Linux 6.8: no capacities while hyper-threading is on.
inline void make_meteor_lake(FakeHostFiles& machine) {
  machine.files["/proc/stat"] = stat_text(cpus_up_to(22), 100, 900);
  machine.files["/sys/bus/event_source/devices/cpu_core/cpus"] = "0-11\n";
  machine.files["/sys/bus/event_source/devices/cpu_atom/cpus"] = "12-21\n";
  for (const unsigned cpu : cpus_up_to(22)) {
    const bool is_core = cpu < 12, is_low_power = cpu >= 20;
    describe_cpu(machine, cpu,
                 {{"topology/physical_package_id", "0"},
                  {"topology/cluster_id", number(is_core ? cpu / 2 * 8 : 64 + (cpu - 12) / 4 * 8)},
                  {"cpufreq/related_cpus", number(cpu)},
                  {"cpufreq/cpuinfo_max_freq", is_core        ? "4800000"
                                               : is_low_power ? "2500000"
                                                              : "3800000"},
                  {"cpufreq/scaling_cur_freq", is_core ? "3000000" : "800000"}});
    if (!is_low_power) describe_cpu(machine, cpu, {{"cache/index3/level", "3"}});
  }
}

// Four Cortex-A55 and twice two Cortex-A76 of slightly different grade, three frequency domains.
inline void make_rk3588(FakeHostFiles& machine) {
  machine.files["/proc/stat"] = stat_text(cpus_up_to(8), 100, 900);
  for (const unsigned cpu : cpus_up_to(8)) {
    const bool is_little = cpu < 4;
    describe_cpu(machine, cpu,
                 {{"cpu_capacity", is_little ? "427"
                                   : cpu < 6 ? "1024"
                                             : "1011"},
                  {"topology/physical_package_id", "0"},
                  {"topology/cluster_id", number(is_little ? 0
                                                 : cpu < 6 ? 1
                                                           : 2)},
                  {"cpufreq/related_cpus", is_little ? "0 1 2 3"
                                           : cpu < 6 ? "4 5"
                                                     : "6 7"},
                  {"cpufreq/cpuinfo_max_freq", is_little ? "1800000"
                                               : cpu < 6 ? "2400000"
                                                         : "2376000"},
                  {"cpufreq/scaling_cur_freq", is_little ? "1008000" : "408000"}});
  }
}

// Docker Desktop on a Mac: the hypervisor shows equal CPUs and no frequencies, whatever the Mac
// has.
inline void make_docker_desktop_guest(FakeHostFiles& machine) {
  machine.files["/proc/stat"] = stat_text(cpus_up_to(8), 100, 900);
  for (const unsigned cpu : cpus_up_to(8)) {
    describe_cpu(machine, cpu,
                 {{"cpu_capacity", "1024"},
                  {"topology/physical_package_id", "0"},
                  {"topology/cluster_id", "-1"}});
  }
}

// Raspberry Pi 4: four equal cores that share one frequency.
inline void make_raspberry_pi(FakeHostFiles& machine) {
  machine.files["/proc/stat"] = stat_text(cpus_up_to(4), 100, 900);
  for (const unsigned cpu : cpus_up_to(4)) {
    describe_cpu(machine, cpu,
                 {{"cpu_capacity", "1024"},
                  {"topology/physical_package_id", "0"},
                  {"topology/cluster_id", "0"},
                  {"cpufreq/related_cpus", "0 1 2 3"},
                  {"cpufreq/cpuinfo_max_freq", "1800000"},
                  {"cpufreq/scaling_cur_freq", "600000"}});
  }
}

}  // namespace silicon::testing
