// One stored sample, and the bit pattern that says "this series ended here".
// Values; any thread. Tested by tests/alerting/series/chunks/point_test.cpp.
#pragma once

#include <bit>
#include <cstdint>

#include "exporter/core/time.hpp"

namespace silicon::chunks {

struct Point {
  core::Instant time;
  double value = 0;

  // Bit for bit: NaN equals itself, and a stale marker is not just any NaN.
  friend bool operator==(const Point& a, const Point& b) {
    return a.time == b.time &&
           std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value);
  }
};

// A NaN with Prometheus's bits (model/value, StaleNaN): written when a series vanishes from a
// scrape or its scrape fails. Every other NaN is an ordinary value.
inline constexpr std::uint64_t kStaleBits = 0x7ff0000000000002;

inline double stale_marker() {
  return std::bit_cast<double>(kStaleBits);
}

inline bool is_stale(double value) {
  return std::bit_cast<std::uint64_t>(value) == kStaleBits;
}

}  // namespace silicon::chunks
