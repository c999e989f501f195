// What the names and contents of the files of one hwmon chip mean (Documentation/hwmon/
// sysfs-interface.rst): which sensors there are, and what a reading says. Never touches a file.
// Pure; any thread. Tested by tests/exporter/sources/thermal/hwmon/files_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::thermal::hwmon {

enum class SensorKind { temperature, fan, power };

// One input of a chip: "temp2" with the files that stand beside it.
struct SensorFiles {
  SensorKind kind = SensorKind::temperature;
  std::string stem;   // "temp2"
  std::string value;  // the file to read: "temp2_input", or "power1_average"
  bool has_label = false;
  bool has_fault = false;
  bool has_max = false;
};

// The sensors among the files of a chip's directory, ordered by kind and number. A power sensor is
// read from its average where it has one: that is what meters integrate. Bounded to 512.
std::vector<SensorFiles> sensors_among(const std::vector<std::string>& files);

// The content of *_input or *_average in the unit of our metrics: degrees Celsius from thousandths,
// revolutions per minute as they are, watts from millionths.
core::Result<double> parse_value(SensorKind kind, std::string_view text);

// The content of tempN_fault: whether the chip itself says that the reading is worthless.
bool says_fault(std::string_view text);

// A label or chip name without line ends and control characters, at most 64 bytes of it.
std::string clean_name(std::string_view text);

}  // namespace silicon::thermal::hwmon
