// Readings that are no readings: what drivers and firmware return for a sensor that is not
// connected, not powered or not ready. Each rule with where it was seen. Not Apple's (an exact 40.0
// that many keys share): that needs the neighbours. Pure; any thread.
// Tested by tests/exporter/sources/thermal/placeholders_test.cpp.
#pragma once

#include <optional>
#include <string_view>

namespace silicon::thermal {

// Why `celsius` from a chip or zone of this name is not to be believed; nullopt when it may be.
std::optional<std::string_view> placeholder(double celsius, std::string_view chip);

// The same for the speed of a fan and for a power sensor.
std::optional<std::string_view> fan_placeholder(double rpm);
std::optional<std::string_view> power_placeholder(double watts);

}  // namespace silicon::thermal
