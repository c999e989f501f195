#include "exporter/sources/containers/engine/stats.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "exporter/sources/containers/engine/document.hpp"

namespace silicon::engine {
namespace {

using containers::ContainerReading;
using containers::Count;
using containers::DeviceTraffic;

constexpr std::size_t kMostDevices = 256;
constexpr std::size_t kMostInterfaces = 64;
constexpr std::size_t kInterfaceNameBytes = 64;

void read_cpu(const Document& cpu, containers::CpuCounts& counts) {
  const Document& usage = entry(cpu, "cpu_usage");
  counts.usage_nanoseconds = count_of(entry(usage, "total_usage"));
  counts.user_nanoseconds = count_of(entry(usage, "usage_in_usermode"));
  counts.system_nanoseconds = count_of(entry(usage, "usage_in_kernelmode"));
  const Document& throttling = entry(cpu, "throttling_data");
  counts.periods = count_of(entry(throttling, "periods"));
  counts.throttled_periods = count_of(entry(throttling, "throttled_periods"));
  counts.throttled_nanoseconds = count_of(entry(throttling, "throttled_time"));
}

// cgroup v1 names the figures of a cgroup with all below it "total_..."; v2 has no others.
Count either(const Document& stats, std::string_view of_v1, std::string_view of_v2) {
  const Count first = count_of(entry(stats, of_v1));
  return first ? first : count_of(entry(stats, of_v2));
}

void read_memory(const Document& memory, containers::MemoryCounts& counts) {
  const Document& stats = entry(memory, "stats");
  const bool is_v1 = entry(stats, "total_rss").is_number();
  counts.usage_bytes = count_of(entry(memory, "usage"));
  counts.peak_bytes = count_of(entry(memory, "max_usage"));
  counts.anonymous_bytes = either(stats, "total_rss", "anon");
  counts.cache_bytes = either(stats, "total_cache", "file");
  counts.mapped_file_bytes = either(stats, "total_mapped_file", "file_mapped");
  counts.active_file_bytes = either(stats, "total_active_file", "active_file");
  counts.inactive_file_bytes = either(stats, "total_inactive_file", "inactive_file");
  counts.swap_bytes = count_of(entry(stats, "total_swap"));
  counts.page_faults = count_of(entry(stats, "pgfault"));
  counts.major_page_faults = count_of(entry(stats, "pgmajfault"));
  counts.page_faults_with_children = either(stats, "total_pgfault", "pgfault");
  counts.major_page_faults_with_children = either(stats, "total_pgmajfault", "pgmajfault");
  // On v2 the engine calls OOM events "failcnt" (moby daemon/stats_unix.go): another thing.
  if (is_v1) counts.failures = count_of(entry(memory, "failcnt"));
}

DeviceTraffic& traffic_of(std::vector<DeviceTraffic>& devices, const std::string& name) {
  const auto found = std::find_if(devices.begin(), devices.end(),
                                  [&](const DeviceTraffic& d) { return d.device == name; });
  if (found != devices.end()) return *found;
  devices.push_back({name, std::nullopt, std::nullopt, std::nullopt, std::nullopt});
  return devices.back();
}

// "Read" and "Write" from v1, "read" and "write" from v2; the other operations are parts of these.
void read_operations(const Document& list, Count DeviceTraffic::*read,
                     Count DeviceTraffic::*written, std::vector<DeviceTraffic>& devices) {
  if (!list.is_array()) return;
  for (const Document& item : list) {
    const auto major = count_of(entry(item, "major"));
    const auto minor = count_of(entry(item, "minor"));
    const auto value = count_of(entry(item, "value"));
    const std::string operation = text_of(entry(item, "op"), kInterfaceNameBytes);
    if (!major || !minor || !value || devices.size() > kMostDevices) continue;
    const bool is_read = operation == "Read" || operation == "read";
    if (!is_read && operation != "Write" && operation != "write") continue;
    DeviceTraffic& device =
        traffic_of(devices, std::to_string(*major) + ":" + std::to_string(*minor));
    device.*(is_read ? read : written) = value;
  }
}

network::DirectionCounts direction(const Document& interface, const std::string& prefix) {
  const auto count = [&](const char* name) {
    return count_of(entry(interface, prefix + name)).value_or(0);
  };
  return {count("bytes"), count("packets"), count("errors"),
          count_of(entry(interface, prefix + "dropped"))};
}

void read_networks(const Document& networks, ContainerReading& reading) {
  if (!networks.is_object()) return;
  for (const auto& [name, interface] : networks.items()) {
    const bool is_complete =
        count_of(entry(interface, "rx_bytes")) && count_of(entry(interface, "tx_bytes"));
    if (!is_complete || name.size() > kInterfaceNameBytes) continue;
    if (reading.interfaces.size() == kMostInterfaces) return;
    reading.interfaces.push_back({name, direction(interface, "rx_"), direction(interface, "tx_")});
  }
}

void take_limits(const ContainerMetadata& metadata, containers::Limits& limits) {
  limits.cpu_quota_microseconds = metadata.cpu_quota_microseconds;
  limits.cpu_period_microseconds = metadata.cpu_period_microseconds;
  limits.memory_bytes = metadata.memory_limit_bytes;
  limits.threads = metadata.threads_limit;
}

}  // namespace

core::Result<ContainerReading> parse_stats(std::string_view line,
                                           const ContainerMetadata& container) {
  const core::Result<Document> document = parse_document(line);
  if (!document) return document.error();
  if (!instant_of(entry(*document, "read"))) {
    return core::Error("no statistics", core::ErrorKind::absent);
  }
  ContainerReading reading;
  reading.id = container.id;
  reading.cgroup_path = "/docker/" + container.id;
  reading.runtime = containers::Runtime::docker;
  reading.created = container.created;
  read_cpu(entry(*document, "cpu_stats"), reading.cpu);
  read_memory(entry(*document, "memory_stats"), reading.memory);
  const Document& blocks = entry(*document, "blkio_stats");
  read_operations(entry(blocks, "io_service_bytes_recursive"), &DeviceTraffic::read_bytes,
                  &DeviceTraffic::written_bytes, reading.devices);
  read_operations(entry(blocks, "io_serviced_recursive"), &DeviceTraffic::reads,
                  &DeviceTraffic::writes, reading.devices);
  if (container.owns_network) read_networks(entry(*document, "networks"), reading);
  reading.threads = count_of(entry(entry(*document, "pids_stats"), "current"));
  take_limits(container, reading.limits);
  return reading;
}

}  // namespace silicon::engine
