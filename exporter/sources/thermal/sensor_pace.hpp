// How often one sensor is read: at every sample while it answers quickly, once a minute when it is
// slow. NVMe temperatures have caused latency storms of 6 s (scylladb #21163), a DS18B20 takes 0.75
// to 22 s (node_exporter #2242). Measured, not guessed: whoever reads the sensor tells what it
// cost. Pure; one thread. Tested by tests/exporter/sources/thermal/sensor_pace_test.cpp.
#pragma once

#include "exporter/core/time.hpp"

namespace silicon::thermal {

inline constexpr core::SteadyDuration kSlowRead = std::chrono::milliseconds(10);
inline constexpr core::SteadyDuration kSlowInterval = std::chrono::seconds(60);

class SensorPace {
 public:
  // `slow_by_nature`: read on the slow schedule however quickly it answers.
  explicit SensorPace(bool slow_by_nature) : slow_by_nature_(slow_by_nature) {}

  // Whether the sensor is to be read at `now`. The first time always.
  bool due(core::SteadyInstant now) const { return now >= due_; }

  void read_at(core::SteadyInstant now, core::SteadyDuration cost) {
    cost_ = cost;
    due_ = slow() ? now + kSlowInterval : now;
  }

  // Whether the next read is to be feared. A sensor that was slow once gets another chance a minute
  // later.
  bool slow() const { return slow_by_nature_ || cost_ > kSlowRead; }

 private:
  bool slow_by_nature_;
  core::SteadyInstant due_ = core::SteadyInstant::min();
  core::SteadyDuration cost_{0};  // of the latest read
};

}  // namespace silicon::thermal
