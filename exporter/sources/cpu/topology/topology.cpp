#include "exporter/sources/cpu/topology/topology.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace silicon::cpu {
namespace {

constexpr std::string_view kPerformance = "performance";
constexpr std::string_view kEfficiency = "efficiency";
constexpr std::string_view kLowPower = "low_power";
constexpr std::string_view kUnknown = "unknown";

using Tiers = std::vector<std::string_view>;  // parallel to the facts
using Figure = std::optional<std::uint64_t> CpuFacts::*;

bool intel_says(const std::vector<CpuFacts>& facts) {
  return std::any_of(facts.begin(), facts.end(), [](const auto& cpu) { return cpu.intel; });
}

Tiers intel_tiers(const std::vector<CpuFacts>& facts) {
  const bool some_atoms_have_level3 = std::any_of(
      facts.begin(), facts.end(),
      [](const CpuFacts& cpu) { return cpu.intel == IntelCore::atom && cpu.has_level3_cache; });
  Tiers tiers;
  for (const CpuFacts& cpu : facts) {
    const bool is_lone_atom =
        cpu.intel == IntelCore::atom && some_atoms_have_level3 && !cpu.has_level3_cache;
    if (!cpu.intel) {
      tiers.push_back(kUnknown);
    } else if (cpu.intel == IntelCore::core) {
      tiers.push_back(kPerformance);
    } else {
      tiers.push_back(is_lone_atom || cpu.intel == IntelCore::lowpower ? kLowPower : kEfficiency);
    }
  }
  return tiers;
}

// The lowest figure above the widest step, if that step is wide enough to part two kinds of cores.
std::optional<std::uint64_t> border(const std::vector<CpuFacts>& facts, Figure figure) {
  std::set<std::uint64_t> figures;
  for (const CpuFacts& cpu : facts) {
    if (!(cpu.*figure) || *(cpu.*figure) == 0) return std::nullopt;
    figures.insert(*(cpu.*figure));
  }
  std::uint64_t widest = 0, above = 0, below = 0;
  for (const std::uint64_t value : figures) {
    if (below != 0 && value - below > widest) {
      widest = value - below;
      above = value;
    }
    below = value;
  }
  if (above == 0 || widest < *figures.rbegin() / 5) return std::nullopt;
  return above;
}

Tiers tiers_of(const std::vector<CpuFacts>& facts) {
  if (intel_says(facts)) return intel_tiers(facts);
  Tiers tiers(facts.size(), kUnknown);
  for (const Figure figure : {&CpuFacts::capacity, &CpuFacts::maximum_kilohertz}) {
    const auto lowest_performance = border(facts, figure);
    if (!lowest_performance) continue;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      tiers[i] = *(facts[i].*figure) >= *lowest_performance ? kPerformance : kEfficiency;
    }
    break;
  }
  return tiers;
}

// What CPUs of one cluster have in common: tier, package, and the domain that parts them further.
using Key = std::tuple<std::string_view, std::uint64_t, std::uint64_t>;

bool frequency_is_shared(const std::vector<CpuFacts>& facts) {
  std::set<unsigned> domains;
  for (const CpuFacts& cpu : facts) {
    if (!cpu.frequency_domain) return false;
    domains.insert(*cpu.frequency_domain);
  }
  return 2 * domains.size() < facts.size();
}

// -1 in the width that the kernel happens to use: 65535 was seen on an AMD guest of 6.18.
bool says_nothing(const std::optional<std::uint64_t>& hardware_cluster) {
  return !hardware_cluster || *hardware_cluster == std::numeric_limits<std::uint16_t>::max() ||
         *hardware_cluster >= std::numeric_limits<std::uint32_t>::max();
}

// The hardware clusters of the CPUs at `members`, unless almost each CPU is one by itself.
void part_by_hardware_cluster(const std::vector<CpuFacts>& facts,
                              const std::vector<std::size_t>& members, std::vector<Key>& keys) {
  std::set<std::uint64_t> clusters;
  for (const std::size_t i : members) {
    if (says_nothing(facts[i].hardware_cluster)) return;
    clusters.insert(*facts[i].hardware_cluster);
  }
  if (2 * clusters.size() >= members.size()) return;
  for (const std::size_t i : members) std::get<2>(keys[i]) = *facts[i].hardware_cluster;
}

std::vector<Key> keys_of(const std::vector<CpuFacts>& facts, const Tiers& tiers) {
  std::vector<Key> keys;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    keys.emplace_back(tiers[i], facts[i].package.value_or(0), 0);
  }
  if (frequency_is_shared(facts)) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      std::get<2>(keys[i]) = *facts[i].frequency_domain;
    }
    return keys;
  }
  std::map<Key, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < keys.size(); ++i) groups[keys[i]].push_back(i);
  for (const auto& [key, members] : groups) part_by_hardware_cluster(facts, members, keys);
  return keys;
}

std::string prefix(std::string_view tier) {
  if (tier == kPerformance) return "P";
  if (tier == kEfficiency) return "E";
  if (tier == kLowPower) return "LP";
  return "C";
}

// Numbers each tier's keys in the order in which they are met.
std::vector<std::string> names_of(const std::vector<Key>& keys) {
  std::map<Key, std::string> names;
  std::map<std::string_view, unsigned> count;
  for (const Key& key : keys) {
    const std::string_view tier = std::get<0>(key);
    if (names.contains(key)) continue;
    names[key] = prefix(tier) + std::to_string(count[tier]++);
  }
  std::vector<std::string> result;
  for (const Key& key : keys) {
    const bool is_only_one = std::get<0>(key) == kUnknown && count[kUnknown] == 1;
    result.push_back(is_only_one ? "all" : names[key]);
  }
  return result;
}

}  // namespace

Placements place(const std::vector<CpuFacts>& unordered) {
  std::vector<CpuFacts> facts = unordered;
  std::sort(facts.begin(), facts.end(),
            [](const CpuFacts& a, const CpuFacts& b) { return a.cpu < b.cpu; });
  const Tiers tiers = tiers_of(facts);
  const std::vector<std::string> clusters = names_of(keys_of(facts, tiers));
  Placements placements;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    placements.push_back({facts[i].cpu, std::string(tiers[i]), clusters[i]});
  }
  return placements;
}

}  // namespace silicon::cpu
