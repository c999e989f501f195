#include "exporter/platform/linux/cpu_topology.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/cpu/topology/cpu_list.hpp"

namespace silicon::linux_platform {
namespace {

std::string cpu_folder(unsigned cpu) {
  return "/sys/devices/system/cpu/cpu" + std::to_string(cpu);
}

std::optional<std::uint64_t> read_number(HostFiles& files, const std::string& path) {
  const auto text = files.read_once(path);
  if (!text) return std::nullopt;
  return core::parse_unsigned(core::trimmed(*text));
}

std::vector<unsigned> read_list(HostFiles& files, const std::string& path) {
  const auto text = files.read_once(path);
  if (!text) return {};
  return cpu::parse_cpu_list(*text).value_or({});
}

bool has_level3_cache(HostFiles& files, unsigned cpu) {
  return read_number(files, cpu_folder(cpu) + "/cache/index3/level") == 3;
}

cpu::CpuFacts facts_of(HostFiles& files, unsigned number) {
  const std::string folder = cpu_folder(number);
  const std::vector<unsigned> related = read_list(files, folder + "/cpufreq/related_cpus");
  cpu::CpuFacts facts;
  facts.cpu = number;
  facts.capacity = read_number(files, folder + "/cpu_capacity");
  facts.maximum_kilohertz = read_number(files, folder + "/cpufreq/cpuinfo_max_freq");
  // A list that lacks the CPU itself is somebody else's.
  const bool is_own = std::binary_search(related.begin(), related.end(), number);
  if (!related.empty()) facts.frequency_domain = is_own ? related.front() : number;
  facts.package = read_number(files, folder + "/topology/physical_package_id");
  facts.hardware_cluster = read_number(files, folder + "/topology/cluster_id");
  return facts;
}

}  // namespace

void CpuTopology::read(HostFiles& files, const std::vector<unsigned>& online) {
  for (const unsigned cpu : online) facts_[cpu] = facts_of(files, cpu);
  using cpu::IntelCore;
  for (const auto& [name, kind] :
       {std::pair{"cpu_core", IntelCore::core}, std::pair{"cpu_atom", IntelCore::atom},
        std::pair{"cpu_lowpower", IntelCore::lowpower}}) {
    const std::string path = "/sys/bus/event_source/devices/" + std::string(name) + "/cpus";
    for (const unsigned cpu : read_list(files, path)) {
      const auto found = facts_.find(cpu);
      if (found == facts_.end()) continue;
      found->second.intel = kind;
      found->second.has_level3_cache = has_level3_cache(files, cpu);
    }
  }
}

cpu::Placements CpuTopology::placements() const {
  std::vector<cpu::CpuFacts> facts;
  for (const auto& [number, cpu] : facts_) facts.push_back(cpu);
  return cpu::place(facts);
}

std::optional<unsigned> CpuTopology::frequency_domain(unsigned cpu) const {
  const auto found = facts_.find(cpu);
  return found == facts_.end() ? std::nullopt : found->second.frequency_domain;
}

}  // namespace silicon::linux_platform
