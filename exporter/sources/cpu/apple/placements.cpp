#include "exporter/sources/cpu/apple/placements.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace silicon::cpu {
namespace {

// Type and logical id: clusters of different types may share an id where the tree states none.
using ClusterKey = std::pair<std::uint32_t, std::string>;

std::string tier_of(const std::string& type, bool has_type_m) {
  if (type == "E") return "efficiency";
  if (type == "S") return "super";
  if (type == "M") return "performance";
  if (type == "P") return has_type_m ? "super" : "performance";
  return "unknown";
}

std::string letter_of(const std::string& tier) {
  if (tier == "efficiency") return "E";
  if (tier == "super") return "S";
  return tier == "performance" ? "P" : "C";
}

ClusterKey key_of(const apple::CpuNode& cpu) {
  return {cpu.logical_cluster_id.value_or(0), cpu.cluster_type};
}

bool is_placed(const apple::CpuNode& cpu) {
  return cpu.logical_cpu_id && *cpu.logical_cpu_id < kMaximumCpus && !cpu.cluster_type.empty();
}

}  // namespace

AppleTopology apple_topology(const apple::Machine& machine) {
  std::set<ClusterKey> keys;
  for (const apple::CpuNode& cpu : machine.cpus) {
    if (is_placed(cpu)) keys.insert(key_of(cpu));
  }
  const bool has_type_m = std::any_of(keys.begin(), keys.end(),
                                      [](const ClusterKey& key) { return key.second == "M"; });
  AppleTopology topology;
  std::map<ClusterKey, std::size_t> index;
  std::map<std::string, unsigned> of_type;
  std::map<std::string, unsigned> of_tier;
  for (const ClusterKey& key : keys) {
    const std::string tier = tier_of(key.second, has_type_m);
    const std::string name = letter_of(tier) + std::to_string(of_tier[tier]++);
    index[key] = topology.clusters.size();
    topology.clusters.push_back({name, tier, key.second, of_type[key.second]++});
  }
  std::map<unsigned, Placement> by_cpu;
  for (const apple::CpuNode& cpu : machine.cpus) {
    if (!is_placed(cpu)) continue;
    const AppleCluster& cluster = topology.clusters[index[key_of(cpu)]];
    by_cpu.emplace(*cpu.logical_cpu_id, Placement{*cpu.logical_cpu_id, cluster.tier, cluster.name});
  }
  for (auto& [cpu, placement] : by_cpu) topology.placements.push_back(std::move(placement));
  return topology;
}

}  // namespace silicon::cpu
