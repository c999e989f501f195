// The instants at which something is evaluated: start, start + step ... end. An instant query is a
// grid of one. Values; any thread. Tested by tests/alerting/promql/value/columns_test.cpp.
#pragma once

#include <cstddef>

#include "exporter/core/time.hpp"

namespace silicon::promql {

struct Grid {
  core::Instant start;
  core::Instant end;       // not before start
  core::Duration step{1};  // positive

  std::size_t steps() const { return static_cast<std::size_t>((end - start) / step) + 1; }
  core::Instant at(std::size_t index) const {
    return start + step * static_cast<core::Duration::rep>(index);
  }
};

// Seconds of Unix time, as the language's functions show times.
inline double to_seconds(core::Instant time) {
  return static_cast<double>(time.time_since_epoch().count()) / 1000;
}

inline double to_seconds(core::Duration duration) {
  return static_cast<double>(duration.count()) / 1000;
}

}  // namespace silicon::promql
