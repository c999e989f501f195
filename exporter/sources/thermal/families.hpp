// Temperatures, fans and throttling as metric families, the same for every platform.
// Not how they are read: see hwmon/ for Linux. Pure; any thread.
// Tested by tests/exporter/sources/thermal/families_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"

namespace silicon::thermal {

// `labels` as temperature_labels() makes them: once per sensor, not once per sample.
struct Temperature {
  core::Labels labels;
  double celsius = 0;
};

struct Fan {
  core::Labels labels;  // as fan_labels() makes them
  std::optional<double> rpm;
  std::optional<double> max_rpm;
};

// How often a core or package has been slowed down by heat since it started counting.
struct ThrottleCount {
  std::string cpu;    // a logical CPU, as in silicon_cpu_seconds_total; "" where none is meant
  std::string scope;  // "core", "package", or the name of a GPU
  std::uint64_t events = 0;
};

core::Labels temperature_labels(std::string_view sensor, std::string_view component);
core::Labels fan_labels(std::string_view fan);

// silicon_temperature_celsius; without samples where there are no readings.
core::Family temperature_family(const std::vector<Temperature>& temperatures);

// silicon_fan_speed_rpm and silicon_fan_speed_max_rpm.
core::Family fan_speed_family(const std::vector<Fan>& fans);
core::Family fan_maximum_family(const std::vector<Fan>& fans);

// silicon_thermal_throttle_events_total.
core::Family throttle_family(const std::vector<ThrottleCount>& counts);

}  // namespace silicon::thermal
