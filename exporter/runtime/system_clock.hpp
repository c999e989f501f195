// The real clocks behind core::Clock: the only place of the product that calls now().
// No state; any thread. Tested by tests/exporter/runtime/system_clock_test.cpp.
#pragma once

#include "exporter/core/time.hpp"

namespace silicon::runtime {

class SystemClock : public core::Clock {
 public:
  core::Instant now() const override;
  core::SteadyInstant steady() const override;
};

}  // namespace silicon::runtime
