// What the registry says of the devices that matter here: processors and power tables once, GPU and
// disks at every sample. Properties of another type than expected are absent. Pure but for the
// registry; one thread. Tested by tests/exporter/platform/apple/registry/devices_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/platform/apple/registry/registry.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

// The nodes `cpuN` of the device tree.
std::vector<apple::CpuNode> cpu_nodes(const Registry& registry);

// The tables of the power manager, the AppleARMIODevice named `pmgr`: those of its properties that
// hold states of voltage or name clusters.
std::map<std::string, apple::Bytes, std::less<>> power_tables(const Registry& registry);

std::optional<std::uint32_t> gpu_core_count(const Registry& registry);

// The one property PerformanceStatistics of the GPU's driver: reading it takes 0.02 ms, all of its
// properties 2 ms (SiliconScope, M4 Max). Empty where there is no GPU.
class Accelerator {
 public:
  explicit Accelerator(const Registry& registry);

  bool found() const { return !entries_.empty(); }
  std::map<std::string, std::int64_t, std::less<>> statistics() const;

 private:
  const Registry& registry_;
  std::vector<IoReference> entries_;
};

using DiskCounts = std::map<std::string, apple::DiskCounters, std::less<>>;

// The counters of every IOBlockStorageDriver, by the BSD name of the medium in it. The drivers are
// looked up each time: disks come and go.
DiskCounts disk_counters(const Registry& registry);

}  // namespace silicon::apple_platform
