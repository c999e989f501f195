// Finds the sensors of a machine: which files to read, and under which labels to show them. Reads
// names and labels only, never a value. One thread. Tested by
// tests/exporter/platform/linux/hardware/thermal/inventory_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter/core/labels.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/thermal/hwmon/files.hpp"

namespace silicon::linux_platform {

struct SensorPlace {
  thermal::hwmon::SensorKind kind = thermal::hwmon::SensorKind::temperature;
  std::string chip;               // "coretemp"; a zone's type
  std::string value_path;         // what to read
  std::string fault_path;         // "" where there is none, as for the next two
  std::string power_state_path;   // "suspended" in it means: do not wake it
  std::string activity_path;      // changes while the disk behind it works; otherwise let it sleep
  core::Labels labels;            // of its temperature or fan
  std::optional<double> maximum;  // of a fan
  std::string rail;               // of a power meter, as is `source`
  std::string source;
};

// All sensors, in stable order and with unique labels. Empty where there is nothing or nothing may
// be listed.
std::vector<SensorPlace> find_sensors(HostFiles& files);

}  // namespace silicon::linux_platform
