// Apple silicon machines as their device trees describe them: the facts of M4 Max, M5 Max and an
// Ultra, built from a few words each.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/sources/apple/machine.hpp"

namespace silicon::testing {

// A property of pmgr: pairs of little-endian 32-bit numbers, the second of each a voltage.
inline apple::Bytes pmgr_table(const std::vector<std::uint32_t>& entries) {
  apple::Bytes bytes;
  const auto append = [&](std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    }
  };
  for (const std::uint32_t entry : entries) {
    append(entry);
    append(800);
  }
  return bytes;
}

// Clusters in the order of their logical ids and of their CPUs: {"E", 4}, {"P", 5}, {"P", 5}.
inline std::vector<apple::CpuNode> cpu_nodes(
    std::initializer_list<std::pair<const char*, unsigned>> clusters) {
  std::vector<apple::CpuNode> nodes;
  std::uint32_t cluster = 0;
  for (const auto& [type, count] : clusters) {
    for (unsigned i = 0; i < count; ++i) {
      const auto cpu = static_cast<std::uint32_t>(nodes.size());
      nodes.push_back({"cpu" + std::to_string(cpu), type, cluster, cpu});
    }
    ++cluster;
  }
  return nodes;
}

inline const std::vector<std::uint32_t> kM4MaxEfficiencyKilohertz{
    1020000, 1404000, 1788000, 2112000, 2352000, 2532000, 2592000};
inline const std::vector<std::uint32_t> kM4MaxPerformanceKilohertz{
    1260000, 1512000, 1800000, 2088000, 2352000, 2616000, 2868000, 3096000, 3300000, 3468000,
    3624000, 3756000, 3828000, 3888000, 3948000, 3996000, 4044000, 4104000, 4416000, 4512000};
// Hertz; begins with the state OFF, falls twice, repeats itself.
inline const std::vector<std::uint32_t> kM4MaxGpuHertz{
    0,          338000000,  618000000,  796000000,  924000000,  952000000,  1056000000, 1062000000,
    1182000000, 1182000000, 1312000000, 1242000000, 1380000000, 1326000000, 1470000000, 1578000000};

// The M4 Max of 14 CPUs (4 + 5 + 5) and 32 GPU cores, or of 16 (4 + 6 + 6) and 40.
inline apple::Machine m4_max(unsigned gpu_cores) {
  const unsigned performance = gpu_cores == 40 ? 6 : 5;
  apple::Machine machine;
  machine.model = gpu_cores == 40 ? "Mac16,9" : "Mac16,6";
  machine.chip = "Apple M4 Max";
  machine.os = "macOS 15.5 (24F74)";
  machine.sysctl["hw.memsize"] = std::int64_t{gpu_cores == 40 ? 128 : 36} << 30U;
  machine.sysctl["hw.nperflevels"] = std::int64_t{2};
  machine.sysctl["hw.perflevel0.name"] = std::string("Performance");
  machine.sysctl["hw.perflevel0.physicalcpu"] = std::int64_t{2 * performance};
  machine.sysctl["hw.perflevel1.name"] = std::string("Efficiency");
  machine.sysctl["hw.perflevel1.physicalcpu"] = std::int64_t{4};
  machine.cpus = cpu_nodes({{"E", 4}, {"P", performance}, {"P", performance}});
  machine.pmgr["voltage-states1-sram"] = pmgr_table(kM4MaxEfficiencyKilohertz);
  machine.pmgr["voltage-states5-sram"] = pmgr_table(kM4MaxPerformanceKilohertz);
  machine.pmgr["voltage-states13-sram"] = pmgr_table(kM4MaxPerformanceKilohertz);
  machine.pmgr["voltage-states9"] = pmgr_table(kM4MaxGpuHertz);
  machine.gpu_core_count = gpu_cores;
  machine.page_size = 16384;
  return machine;
}

}  // namespace silicon::testing
