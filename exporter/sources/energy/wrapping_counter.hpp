// A hardware energy counter that starts again at 0 after its largest value, turned into energy that
// never falls. One thread. Tested by tests/exporter/sources/energy/wrapping_counter_test.cpp.
//
// Between two readings the counter may wrap once. A second wrap cannot be seen: the longest safe
// distance of readings is range / power. RAPL: 262,143 J at 300 W are 14 minutes; the 65,712 J of
// some DRAM domains at 100 W are 11.
#pragma once

#include <cstdint>
#include <optional>

#include "exporter/core/time.hpp"

namespace silicon::energy {

// More than any one rail draws. A change that implies more was no wrap but a counter that began
// anew (firmware resets RAPL in suspend to RAM, drivers reload), or garbage.
inline constexpr double kMaxWatts = 5000;

class WrappingCounter {
 public:
  // `range`: the largest value in microjoules, as max_energy_range_uj says; 0 where it is unknown,
  // and then a fall is always a new beginning.
  explicit WrappingCounter(std::uint64_t range) : range_(range) {}

  // Takes a reading. Returns the mean power since the previous one; nullopt for the first reading,
  // after a new beginning, for a value above the range (ignored), and when no time has passed.
  std::optional<double> update(std::uint64_t microjoules, core::SteadyInstant at);

  // Since the first reading. Energy that cannot be known is not counted.
  double joules() const { return static_cast<double>(microjoules_) / 1e6; }

  // Whether there has been a valid reading at all.
  bool started() const { return last_.has_value(); }

 private:
  struct Reading {
    std::uint64_t value;
    core::SteadyInstant at;
  };

  std::uint64_t range_;
  std::uint64_t microjoules_ = 0;  // 64 bits last 580,000 years at 1 W
  std::optional<Reading> last_;
};

}  // namespace silicon::energy
