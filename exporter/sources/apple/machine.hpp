// What an Apple silicon machine says about itself once, before any interpretation: the first line
// of a recording. Who reads it is in platform/; who judges it is in the folders beside this one.
// Plain values; any thread. Tested by tests/exporter/sources/apple/sample_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace silicon::apple {

using Bytes = std::vector<std::uint8_t>;

// What a sysctl is: a number of any width, or a text.
using SysctlValue = std::variant<std::int64_t, std::string>;

// A node `cpuN` of the plane IODeviceTree. "" and nullopt: the node lacks the property.
struct CpuNode {
  std::string name;          // "cpu0"
  std::string cluster_type;  // "E", "P", "M", "S"
  std::optional<std::uint32_t> logical_cluster_id;
  std::optional<std::uint32_t> logical_cpu_id;  // the index that host_processor_info() uses
};

struct Machine {
  std::string model;  // hw.model: "Mac16,9"
  std::string chip;   // machdep.cpu.brand_string: "Apple M4 Max"
  std::string os;     // "macOS 15.5 (24F74)"
  // By name: hw.memsize, hw.nperflevels, hw.perflevelN.physicalcpu, hw.perflevelN.name ... Nothing
  // that tells which machine or whose it is (kern.hostname, kern.uuid).
  std::map<std::string, SysctlValue, std::less<>> sysctl;
  std::vector<CpuNode> cpus;  // in the order of the device tree
  // Properties of the AppleARMIODevice `pmgr`: voltage-states*, acc-clusters.
  std::map<std::string, Bytes, std::less<>> pmgr;
  std::optional<std::uint32_t> gpu_core_count;  // IOAccelerator's gpu-core-count
  std::optional<std::uint32_t> page_size;       // bytes
};

// nullopt where the machine has none of that name, or one of the other type.
inline std::optional<std::int64_t> sysctl_number(const Machine& machine, std::string_view name) {
  const auto found = machine.sysctl.find(name);
  if (found == machine.sysctl.end()) return std::nullopt;
  const auto* number = std::get_if<std::int64_t>(&found->second);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

}  // namespace silicon::apple
