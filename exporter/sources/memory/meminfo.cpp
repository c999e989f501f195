#include "exporter/sources/memory/meminfo.hpp"

#include <map>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::memory {
namespace {

// In the order in which they are shown. Zswap is the memory that compressed pages take.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kKinds{{
    {"MemFree", "free"},
    {"Active", "active"},
    {"Inactive", "inactive"},
    {"Cached", "cached"},
    {"Buffers", "buffers"},
    {"AnonPages", "anonymous"},
    {"Shmem", "shared"},
    {"Mapped", "mapped"},
    {"SReclaimable", "slab_reclaimable"},
    {"SUnreclaim", "slab_unreclaimable"},
    {"KernelStack", "kernel_stack"},
    {"PageTables", "page_tables"},
    {"Hugetlb", "huge_pages"},
    {"Unevictable", "unevictable"},
    {"Dirty", "dirty"},
    {"Writeback", "writeback"},
    {"Zswap", "compressed"},
}};

// More than any machine has: a larger figure is a broken one.
constexpr std::uint64_t kMostKibibytes = std::uint64_t{1} << 50U;

using Lines = std::map<std::string_view, std::uint64_t>;  // name -> bytes

Lines lines_of(std::string_view text) {
  Lines lines;
  core::for_each_line(text, [&](std::string_view line) {
    const auto [name, rest] = core::cut(line, ':');
    std::string_view fields = rest;
    const auto kibibytes = core::parse_unsigned(core::take_field(fields));
    const bool is_size = core::take_field(fields) == "kB";  // the others are counts of pages
    if (kibibytes && is_size && *kibibytes < kMostKibibytes) lines.emplace(name, *kibibytes * 1024);
  });
  return lines;
}

std::optional<std::uint64_t> find(const Lines& lines, std::string_view name) {
  const auto found = lines.find(name);
  if (found == lines.end()) return std::nullopt;
  return found->second;
}

void add_gauge(core::Families& families, std::string_view name, std::string_view help,
               std::optional<std::uint64_t> bytes) {
  if (!bytes) return;
  core::Family family = core::gauge(std::string(name), std::string(help));
  family.add({}, static_cast<double>(*bytes));
  families.push_back(std::move(family));
}

// nullopt where one is not known, or the part is larger than the whole.
std::optional<std::uint64_t> difference(std::optional<std::uint64_t> whole,
                                        std::optional<std::uint64_t> part) {
  if (!whole || !part || *part > *whole) return std::nullopt;
  return *whole - *part;
}

core::Family kinds_family(const Meminfo& memory) {
  core::Family family = core::gauge(
      "silicon_memory_bytes",
      "Memory by what it is used for, in bytes. Kinds overlap: do not add them up. compressed is "
      "what swapped pages take compressed in memory. From the kernel.");
  for (const auto& [kind, bytes] : memory.kinds) {
    family.add({{"kind", std::string(kind)}}, static_cast<double>(bytes));
  }
  return family;
}

}  // namespace

core::Result<Meminfo> parse_meminfo(std::string_view text) {
  const Lines lines = lines_of(text);
  const auto total = find(lines, "MemTotal");
  if (!total || *total == 0) {
    return core::Error("no MemTotal, found \"" + std::string(text.substr(0, 40)) + "\"",
                       core::ErrorKind::invalid);
  }
  Meminfo memory{
      *total, find(lines, "MemAvailable"), find(lines, "SwapTotal"), find(lines, "SwapFree"), {}};
  for (const auto& [name, kind] : kKinds) {
    if (const auto bytes = find(lines, name)) memory.kinds.emplace_back(kind, *bytes);
  }
  return memory;
}

core::Families memory_families(const Meminfo& memory) {
  core::Families families;
  add_gauge(families, "silicon_memory_total_bytes",
            "Physical memory that the kernel manages, in bytes.", memory.total);
  add_gauge(families, "silicon_memory_used_bytes",
            "Total minus available memory: what cannot be had without swapping, in bytes.",
            difference(memory.total, memory.available));
  add_gauge(families, "silicon_memory_available_bytes",
            "Memory that new work can have without swapping, caches included; the kernel's "
            "estimate, in bytes.",
            memory.available);
  core::Family kinds = kinds_family(memory);
  if (!kinds.samples.empty()) families.push_back(std::move(kinds));
  add_gauge(families, "silicon_swap_total_bytes", "Swap space, in bytes.", memory.swap_total);
  add_gauge(families, "silicon_swap_used_bytes", "Swap space in use, in bytes.",
            difference(memory.swap_total, memory.swap_free));
  return families;
}

}  // namespace silicon::memory
