// Any bytes as a file of a cgroup, as the path of one, or as what is mounted; the first byte
// chooses which. Figures are never more than a counter holds, devices bounded, ids part of the
// path.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exporter/sources/containers/cgroup/counts.hpp"
#include "exporter/sources/containers/cgroup/hierarchies.hpp"
#include "exporter/sources/containers/cgroup/limits.hpp"
#include "exporter/sources/containers/cgroup/numbers.hpp"
#include "exporter/sources/containers/cgroup/paths.hpp"

namespace {

using namespace silicon;

void require(bool condition) {
  if (!condition) std::abort();
}

void read_cpu(std::string_view text) {
  containers::CpuCounts cpu;
  containers::read_cpu_stat(text, cpu);
  containers::read_cpuacct_stat(text, cpu);
}

void read_memory(std::string_view text) {
  containers::MemoryCounts memory;
  containers::read_memory_stat(text, memory);
  require(memory.page_faults == memory.page_faults_with_children);
  containers::read_memory_stat_v1(text, memory);
  containers::MemoryEvents events;
  containers::read_memory_events(text, events);
}

void read_devices(std::string_view text) {
  std::vector<containers::DeviceTraffic> devices;
  containers::read_io_stat(text, devices);
  for (const auto& device : devices) {
    require(device.read_bytes || device.written_bytes || device.reads || device.writes);
  }
  containers::read_blkio(text, text, devices);
  require(devices.size() <= 256);
  for (const auto& device : devices) {
    require(device.device.find_first_not_of("0123456789:") == std::string::npos);
  }
}

void read_limits(std::string_view text) {
  containers::Limits limits, other;
  containers::read_cpu_max(text, limits);
  require(limits.cpu_quota_microseconds.has_value() == limits.cpu_period_microseconds.has_value());
  other.memory_bytes = containers::parse_limit(text);
  containers::read_cfs(text, text, other);
  containers::tighten(limits, other);
  const auto once = limits.cpu_quota_microseconds;
  containers::tighten(limits, other);
  require(limits.cpu_quota_microseconds == once && limits.memory_bytes == other.memory_bytes);
  const auto shares = containers::shares_of_weight(text);
  require(!shares || (*shares >= 2 && *shares <= 262'144));
}

void identify(std::string_view path) {
  const auto identity = containers::identify(path);
  require(!identity || (!identity->id.empty() && path.find(identity->id) != path.npos));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  switch (data[0] % 7) {
    case 0:
      read_cpu(text);
      break;
    case 1:
      read_memory(text);
      break;
    case 2:
      read_devices(text);
      break;
    case 3:
      read_limits(text);
      break;
    case 4:
      require(containers::parse_processes(text).size() <= text.size());
      break;
    case 5:
      identify(text);
      break;
    default:
      static_cast<void>(containers::find_hierarchies(disks::parse_mountinfo(text)).tree().size());
  }
  return 0;
}
