// Thermal pressure as macOS tells everybody, by notify(3): the same five words that powermetrics
// prints. Pure; any thread. Tested by tests/exporter/sources/thermal/apple/pressure_test.cpp.
#pragma once

#include <cstdint>

#include "exporter/core/family.hpp"

namespace silicon::thermal {

// silicon_thermal_pressure_level and silicon_thermal_state, for levels 0 to 4 of
// <libkern/OSThermalNotification.h>; nothing for other levels (iOS counts in tens). The state is
// what NSProcessInfo.thermalState makes of it: moderate and heavy are "fair", trapping "serious",
// sleeping "critical".
core::Families pressure_families(std::int64_t level);

}  // namespace silicon::thermal
