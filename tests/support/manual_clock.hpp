// A clock that stands still until the test moves it.
#pragma once

#include "exporter/core/time.hpp"

namespace silicon::testing {

class ManualClock : public core::Clock {
 public:
  core::Instant now() const override { return wall; }
  core::SteadyInstant steady() const override { return monotonic; }

  // Both clocks together, as in ordinary running.
  void advance(core::SteadyDuration by) {
    monotonic += by;
    wall += std::chrono::duration_cast<core::Duration>(by);
  }

  core::Instant wall{std::chrono::seconds(1'700'000'000)};
  core::SteadyInstant monotonic{std::chrono::seconds(1000)};
};

}  // namespace silicon::testing
