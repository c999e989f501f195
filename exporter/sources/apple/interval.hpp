// How much time lies between two samples, and whether differences of counters over it mean
// anything. Not over sleep: counters jump or freeze there, so that one interval is given up.
// State without locks: one thread at a time. Tested by
// tests/exporter/sources/apple/interval_test.cpp.
#pragma once

#include <cstdint>
#include <optional>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple {

class Interval {
 public:
  // Seconds since the previous sample; nullopt for the first sample, where the clock stood still or
  // went back (another boot, a recording that begins again), and where the machine slept meanwhile:
  // mach_absolute_time() stands still in sleep, the wall clock does not. A wall clock that was set
  // by more than two seconds looks the same, and costs one interval as well.
  std::optional<double> update(const Sample& sample);

 private:
  struct Moment {
    std::uint64_t mono_ns;
    std::int64_t unix_ms;
  };
  std::optional<Moment> before_;
};

}  // namespace silicon::apple
