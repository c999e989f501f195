#include "exporter/platform/apple/registry/devices.hpp"

#include <array>
#include <cstring>
#include <limits>

#include "exporter/platform/apple/foundation/values.hpp"

namespace silicon::apple_platform {
namespace {

using Counts = std::map<std::string, std::int64_t, std::less<>>;

bool has_digits_after(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix) || name.size() == prefix.size()) return false;
  return name.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos;
}

// Device-tree properties are data, little-endian; some drivers make numbers of them.
std::optional<std::uint32_t> small_number(const Registry& registry, const IoReference& entry,
                                          std::string_view key) {
  const Owned<CfType> property = registry.property(entry, key);
  if (const auto integer = integer_of(registry.foundation(), property.get())) {
    const bool fits = *integer >= 0 && *integer <= std::numeric_limits<std::uint32_t>::max();
    return fits ? std::optional(static_cast<std::uint32_t>(*integer)) : std::nullopt;
  }
  const auto data = data_of(registry.foundation(), property.get());
  if (!data || data->size() != sizeof(std::uint32_t)) return std::nullopt;
  std::uint32_t number = 0;
  std::memcpy(&number, data->data(), sizeof number);
  return number;
}

// Data with a zero at the end, or a string.
std::string short_text(const Registry& registry, const IoReference& entry, std::string_view key) {
  const Owned<CfType> property = registry.property(entry, key);
  if (auto text = text_of(registry.foundation(), property.get())) return *text;
  const auto data = data_of(registry.foundation(), property.get());
  return data ? std::string(data->c_str()) : "";
}

Counts integers_of(const CoreFoundationApi& cf, CfDictionary dictionary) {
  Counts counts;
  for_each_entry(cf, dictionary, [&](const std::string& key, CfType value) {
    if (const auto integer = integer_of(cf, value)) counts.emplace(key, *integer);
  });
  return counts;
}

std::optional<std::uint64_t> count_under(const Counts& counts, std::string_view key) {
  const auto found = counts.find(key);
  if (found == counts.end()) return std::nullopt;
  return static_cast<std::uint64_t>(found->second);
}

// Absent unless the first four are there: half of a disk's counters would be an invention.
std::optional<apple::DiskCounters> counters_of(const Counts& counts) {
  const auto read_bytes = count_under(counts, "Bytes (Read)");
  const auto written_bytes = count_under(counts, "Bytes (Write)");
  const auto reads = count_under(counts, "Operations (Read)");
  const auto writes = count_under(counts, "Operations (Write)");
  if (!read_bytes || !written_bytes || !reads || !writes) return std::nullopt;
  return apple::DiskCounters{.read_bytes = *read_bytes,
                             .written_bytes = *written_bytes,
                             .reads = *reads,
                             .writes = *writes,
                             .read_ns = count_under(counts, "Total Time (Read)"),
                             .write_ns = count_under(counts, "Total Time (Write)")};
}

// The classes of GPU drivers: all of Apple's own derive from the first, and AGXAccelerator is what
// to look for should one not.
constexpr std::array<const char*, 2> kAcceleratorClasses = {"IOAccelerator", "AGXAccelerator"};

std::vector<IoReference> accelerators(const Registry& registry) {
  for (const char* name : kAcceleratorClasses) {
    std::vector<IoReference> entries = registry.services(name);
    if (!entries.empty()) return entries;
  }
  return {};
}

}  // namespace

std::vector<apple::CpuNode> cpu_nodes(const Registry& registry) {
  std::vector<apple::CpuNode> result;
  for (const IoReference& entry : registry.children("IODeviceTree:/cpus")) {
    std::string name = registry.name(entry);
    if (!has_digits_after(name, "cpu")) continue;
    result.push_back({.name = std::move(name),
                      .cluster_type = short_text(registry, entry, "cluster-type"),
                      .logical_cluster_id = small_number(registry, entry, "logical-cluster-id"),
                      .logical_cpu_id = small_number(registry, entry, "logical-cpu-id")});
  }
  return result;
}

std::map<std::string, apple::Bytes, std::less<>> power_tables(const Registry& registry) {
  std::map<std::string, apple::Bytes, std::less<>> tables;
  const CoreFoundationApi& cf = registry.foundation();
  for (const IoReference& entry : registry.services("AppleARMIODevice")) {
    if (registry.name(entry) != "pmgr") continue;
    const Owned<CfMutableDictionary> properties = registry.properties(entry);
    for_each_entry(cf, properties.get(), [&](const std::string& key, CfType value) {
      if (!key.starts_with("voltage-states") && key != "acc-clusters") return;
      if (const auto data = data_of(cf, value)) tables[key] = {data->begin(), data->end()};
    });
    break;
  }
  return tables;
}

std::optional<std::uint32_t> gpu_core_count(const Registry& registry) {
  for (const IoReference& entry : accelerators(registry)) {
    if (const auto count = small_number(registry, entry, "gpu-core-count")) return count;
  }
  return std::nullopt;
}

Accelerator::Accelerator(const Registry& registry)
    : registry_(registry), entries_(accelerators(registry)) {}

std::map<std::string, std::int64_t, std::less<>> Accelerator::statistics() const {
  const CoreFoundationApi& cf = registry_.foundation();
  for (const IoReference& entry : entries_) {
    const Owned<CfType> property = registry_.property(entry, "PerformanceStatistics");
    Counts counts = integers_of(cf, dictionary_of(cf, property.get()));
    if (!counts.empty()) return counts;
  }
  return {};
}

DiskCounts disk_counters(const Registry& registry) {
  DiskCounts result;
  const CoreFoundationApi& cf = registry.foundation();
  for (const IoReference& driver : registry.services("IOBlockStorageDriver")) {
    const Owned<CfType> name = registry.property_below(driver, "BSD Name");
    const Owned<CfType> statistics = registry.property(driver, "Statistics");
    const auto text = text_of(cf, name.get());
    const auto counters = counters_of(integers_of(cf, dictionary_of(cf, statistics.get())));
    if (text && counters) result.emplace(*text, *counters);
  }
  return result;
}

}  // namespace silicon::apple_platform
