// The two kinds of time of the whole product, and the only door to a clock.
// Instant is what users see (Prometheus's own resolution); SteadyInstant measures intervals.
// Nothing outside runtime/ and the shells calls a clock's now(): everybody else is handed the time.
#pragma once

#include <chrono>

namespace silicon::core {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// Nanoseconds of a clock that never jumps. On Linux it stands still while the machine sleeps
// (CLOCK_MONOTONIC), as steady_clock does.
using SteadyDuration = std::chrono::nanoseconds;
using SteadyInstant = std::chrono::time_point<std::chrono::steady_clock, SteadyDuration>;

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  virtual Instant now() const = 0;
  virtual SteadyInstant steady() const = 0;
};

inline double seconds(SteadyDuration duration) {
  return std::chrono::duration<double>(duration).count();
}

// Unix time in seconds, as the metrics that carry a timestamp state it.
inline double unix_seconds(Instant instant) {
  return std::chrono::duration<double>(instant.time_since_epoch()).count();
}

}  // namespace silicon::core
