// Pressure stall information: how long tasks waited for a resource, from /proc/pressure/*. Not the
// pressure level of macOS. Pressures is state without locks: one thread at a time.
// Tested by tests/exporter/sources/pressure/pressure_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"
#include "exporter/sources/rising_counter.hpp"

namespace silicon::pressure {

inline constexpr std::array<std::string_view, 4> kResources{"cpu", "memory", "io", "irq"};

// Microseconds since boot; nullopt where the file has no such line (irq has only `full`).
struct Stall {
  std::optional<std::uint64_t> some;  // at least one task waited
  std::optional<std::uint64_t> full;  // all tasks that had work waited

  friend bool operator==(const Stall&, const Stall&) = default;
};

// The text of one file, in /proc/pressure or in a cgroup:
// "some avg10=0.00 avg60=0.00 avg300=0.00 total=14036781\nfull ...". Invalid without any total.
core::Result<Stall> parse_pressure(std::string_view text);

// Parallel to kResources; nullopt for a resource that could not be read.
using Stalls = std::array<std::optional<Stall>, kResources.size()>;

class Pressures {
 public:
  // silicon_pressure_seconds_total{resource,kind} after this was seen. cpu has no `full`: it means
  // nothing for a whole machine, and the kernel writes 0 for compatibility
  // (Documentation/accounting/psi.rst).
  core::Families follow(const Stalls& stalls);

 private:
  struct Counters {
    sources::RisingCounter some;
    sources::RisingCounter full;
  };
  std::array<Counters, kResources.size()> counters_;
};

}  // namespace silicon::pressure
