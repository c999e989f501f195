#include "exporter/sources/memory/apple/vm.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace silicon::memory {
namespace {

constexpr std::uint64_t kUsualPage = 16384;
constexpr std::uint64_t kMostPages = std::uint64_t{1} << 44U;

using Count = std::optional<std::uint64_t>;

Count count(const apple::Sample& sample, std::string_view field) {
  const auto found = sample.vm.find(field);
  if (found == sample.vm.end() || found->second > kMostPages) return std::nullopt;
  return found->second;
}

// nullopt where one is not known, or the part is larger than the whole.
Count less(Count whole, Count part) {
  if (!whole || !part || *part > *whole) return std::nullopt;
  return *whole - *part;
}

Count plus(Count a, Count b) {
  return a && b ? Count(*a + *b) : std::nullopt;
}

}  // namespace

std::uint64_t page_bytes(const apple::Machine& machine) {
  const std::uint64_t page = machine.page_size.value_or(0);
  const bool plausible = page >= 4096 && page <= (1U << 20U) && (page & (page - 1)) == 0;
  return plausible ? page : kUsualPage;
}

core::Result<Meminfo> meminfo_of(const apple::Machine& machine, const apple::Sample& sample) {
  const auto total = apple::sysctl_number(machine, "hw.memsize");
  if (!total || *total <= 0) return core::Error("no hw.memsize", core::ErrorKind::absent);
  const std::uint64_t page = page_bytes(machine);
  Meminfo memory;
  memory.total = static_cast<std::uint64_t>(*total);
  const Count compressed = count(sample, "compressor_page_count");
  const Count used =
      plus(plus(less(count(sample, "internal_page_count"), count(sample, "purgeable_count")),
                count(sample, "wire_count")),
           compressed);
  memory.available = used ? less(memory.total, *used * page) : std::nullopt;
  const std::array<std::pair<std::string_view, Count>, 9> kinds{{
      {"free", less(count(sample, "free_count"), count(sample, "speculative_count"))},
      {"speculative", count(sample, "speculative_count")},
      {"active", count(sample, "active_count")},
      {"inactive", count(sample, "inactive_count")},
      {"wired", count(sample, "wire_count")},
      {"compressed", compressed},
      {"anonymous", count(sample, "internal_page_count")},
      {"cached", count(sample, "external_page_count")},
      {"purgeable", count(sample, "purgeable_count")},
  }};
  for (const auto& [kind, pages] : kinds) {
    if (pages) memory.kinds.emplace_back(kind, *pages * page);
  }
  if (sample.swap && sample.swap->used <= sample.swap->total) {
    memory.swap_total = sample.swap->total;
    memory.swap_free = sample.swap->total - sample.swap->used;
  }
  return memory;
}

SwappedPages swapped_pages(const apple::Sample& sample) {
  return {count(sample, "swapins"), count(sample, "swapouts")};
}

core::Family pressure_level_family(const apple::Sample& sample) {
  core::Family family =
      core::gauge("silicon_memory_pressure_level",
                  "Memory pressure as the macOS kernel sees it: 1 normal, 2 warning, 4 critical.");
  const std::int64_t level = sample.pressure_level.value_or(0);
  if (level == 1 || level == 2 || level == 4) family.add({}, static_cast<double>(level));
  return family;
}

}  // namespace silicon::memory
