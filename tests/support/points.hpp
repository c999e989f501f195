// Series written down in a test: points on a grid, and series that look like an exporter's.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "alerting/series/chunks/point.hpp"

namespace silicon::testing {

inline core::Instant at_ms(std::int64_t milliseconds) {
  return core::Instant(core::Duration(milliseconds));
}

inline core::Instant at_seconds(std::int64_t seconds) {
  return at_ms(seconds * 1000);
}

// Values at 0, `step`, 2 `step`... behind `start`.
inline std::vector<chunks::Point> points_every(core::Duration step,
                                               const std::vector<double>& values,
                                               core::Instant start = {}) {
  std::vector<chunks::Point> points;
  for (const double value : values) {
    points.push_back({start, value});
    start += step;
  }
  return points;
}

// Series of every temper: constants, counters, decimals, noise, jitter, gaps, special values.
class RandomSeries {
 public:
  explicit RandomSeries(std::uint64_t seed) : random_(seed) {}

  std::vector<chunks::Point> points(std::size_t count) {
    std::vector<chunks::Point> points;
    std::int64_t time = pick(-1'000'000, 2'000'000'000'000);
    const std::int64_t temper = pick(0, 6);
    double value = static_cast<double>(pick(-5, 1'000'000));
    for (std::size_t i = 0; i < count; ++i) {
      points.push_back({at_ms(time), value});
      time += next_distance();
      value = next_value(temper, value);
    }
    return points;
  }

  std::int64_t pick(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }

 private:
  std::int64_t next_distance() {
    switch (pick(0, 20)) {
      case 0:
        return 5000 + pick(-60, 60);
      case 1:
        return pick(1, 100'000);
      case 2:
        return pick(1, 100'000'000'000);
      default:
        return 5000;
    }
  }

  double next_value(std::int64_t temper, double last) {
    if (pick(0, 40) == 0) return special(pick(0, 8));
    switch (temper) {
      case 0:
        return last;
      case 1:
        return last + static_cast<double>(pick(0, 3));
      case 2:
        return std::floor(last * 100 + static_cast<double>(pick(0, 900))) / 100;
      case 3:
        return static_cast<double>(pick(0, 1'000'000'000)) / 1e9;
      case 4:
        return std::uniform_real_distribution<double>(-1, 1)(random_);
      case 5:
        return last * (1 + std::uniform_real_distribution<double>(0, 1e-3)(random_));
      default:
        return static_cast<double>(pick(0, 1)) * 1e15 + static_cast<double>(pick(0, 9));
    }
  }

  static double special(std::int64_t which) {
    using Limits = std::numeric_limits<double>;
    switch (which) {
      case 0:
        return Limits::quiet_NaN();
      case 1:
        return Limits::infinity();
      case 2:
        return -Limits::infinity();
      case 3:
        return chunks::stale_marker();
      case 4:
        return -0.0;
      case 5:
        return Limits::denorm_min();
      case 6:
        return Limits::max();
      case 7:
        return Limits::lowest();
      default:
        return 9'007'199'254'740'993.0;
    }
  }

  std::mt19937_64 random_;
};

}  // namespace silicon::testing
