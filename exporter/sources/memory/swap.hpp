// What is swapped in and out, from the pages that Linux counts in /proc/vmstat.
// SwapTraffic is state without locks: one thread at a time.
// Tested by tests/exporter/sources/memory/swap_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "exporter/core/family.hpp"
#include "exporter/sources/rising_counter.hpp"

namespace silicon::memory {

// Pages since boot; nullopt where the kernel does not count them.
struct SwappedPages {
  std::optional<std::uint64_t> in;
  std::optional<std::uint64_t> out;
};

// The lines pswpin and pswpout of /proc/vmstat.
SwappedPages parse_vmstat(std::string_view text);

class SwapTraffic {
 public:
  explicit SwapTraffic(std::uint64_t page_bytes) : page_bytes_(page_bytes) {}

  // silicon_swap_in_bytes_total and silicon_swap_out_bytes_total after these counts were seen.
  core::Families follow(const SwappedPages& pages);

 private:
  std::uint64_t page_bytes_;
  sources::RisingCounter in_;
  sources::RisingCounter out_;
};

}  // namespace silicon::memory
