// Utilization of a device with several engines (render, copy, video...), each of which counts its
// own busy time: that of the busiest. A sum would count parallel engines twice, a mean would call a
// GPU idle whose one needed engine is full. Pure; one thread.
// Tested by tests/exporter/sources/gpu/engine_usage_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/time.hpp"

namespace silicon::gpu {

// One engine. Both counters only grow and have one unit, whichever it is: nanoseconds, or ticks of
// the engine's clock.
struct EngineReading {
  std::string engine;
  double busy = 0;
  double elapsed = 0;  // times the number of engines, where one counter stands for several
};

class EngineUsage {
 public:
  // The share of the last interval in which the busiest engine worked, at most 1; nullopt where
  // there is no interval: at the first reading, or when no engine was there before.
  std::optional<double> update(const std::vector<EngineReading>& engines, core::SteadyInstant at);

  // Seconds of work since the first reading.
  double active_seconds() const { return active_seconds_; }

 private:
  std::map<std::string, EngineReading> before_;
  core::SteadyInstant at_{};
  double active_seconds_ = 0;
};

}  // namespace silicon::gpu
