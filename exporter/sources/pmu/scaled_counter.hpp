// A perf counter that may share its hardware register with others: the kernel then says for how
// long it really counted, and the rest is extrapolated. Never falls. Pure; one thread.
// Tested by tests/exporter/sources/pmu/scaled_counter_test.cpp.
#pragma once

#include <cstdint>
#include <optional>

namespace silicon::pmu {

// One reading with PERF_FORMAT_TOTAL_TIME_ENABLED and _RUNNING.
struct CounterReading {
  std::uint64_t value = 0;
  std::uint64_t enabled_ns = 0;  // how long the counter was wanted
  std::uint64_t running_ns = 0;  // how long it had a register
};

class ScaledCounter {
 public:
  // False when nothing can be said about the time since the reading before: the first one, and one
  // without any running time.
  bool update(const CounterReading& reading) {
    const std::optional<CounterReading> before = before_;
    if (!before) before_ = reading;
    if (!before || reading.value < before->value || reading.running_ns <= before->running_ns ||
        reading.enabled_ns <= before->enabled_ns) {
      // Without running time the earlier reading stays: the next one covers both intervals.
      if (before && reading.value < before->value) before_ = reading;
      return false;
    }
    const auto counted = static_cast<double>(reading.value - before->value);
    const auto enabled = static_cast<double>(reading.enabled_ns - before->enabled_ns);
    const auto running = static_cast<double>(reading.running_ns - before->running_ns);
    total_ += running < enabled ? counted * enabled / running : counted;
    before_ = reading;
    return true;
  }

  // Counts since the first reading.
  double total() const { return total_; }

 private:
  std::optional<CounterReading> before_;
  double total_ = 0;
};

}  // namespace silicon::pmu
