// Physical memory and swap space as Linux sees them: /proc/meminfo, and the families made of it.
// Not what is swapped per second (swap.hpp), not pressure. Pure; any thread.
// Tested by tests/exporter/sources/memory/meminfo_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"

namespace silicon::memory {

// Bytes; nullopt where the kernel does not say.
struct Meminfo {
  std::uint64_t total = 0;
  std::optional<std::uint64_t> available;  // since Linux 3.14
  std::optional<std::uint64_t> swap_total;
  std::optional<std::uint64_t> swap_free;
  // What the memory is used for, by the `kind` label. The kinds overlap.
  std::vector<std::pair<std::string_view, std::uint64_t>> kinds;
};

// The text of /proc/meminfo. Lines that are not known or not understood are passed over. Invalid
// without a MemTotal.
core::Result<Meminfo> parse_meminfo(std::string_view text);

// silicon_memory_total_bytes, _used_bytes (total - available; absent without `available`),
// _available_bytes, silicon_memory_bytes{kind}, silicon_swap_total_bytes, _used_bytes.
core::Families memory_families(const Meminfo& memory);

}  // namespace silicon::memory
