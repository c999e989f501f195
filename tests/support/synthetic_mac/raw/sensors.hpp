// What the SMC and the HID sensors of a synthetic Mac say, with the placeholders and constants that
// real ones mix among their readings (dumps of an M4 Max, idle and loaded). Pure; any thread.
// Tested by tests/support/synthetic_mac/raw/sensors_test.cpp.
#pragma once

#include "exporter/sources/apple/sample.hpp"
#include "tests/support/synthetic_mac/physics/hardware.hpp"
#include "tests/support/synthetic_mac/physics/model.hpp"

namespace silicon::testing::synthetic {

void add_sensors(const Hardware& hardware, const State& state, apple::Sample& sample);

}  // namespace silicon::testing::synthetic
