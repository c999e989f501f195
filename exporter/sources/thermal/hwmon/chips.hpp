// What is known about hwmon chips and thermal zones by their names: what they measure, which are
// slow, which must not be woken, which tell the same twice. One table per question, each row with
// the driver it comes from; a name that no row knows is not guessed at.
// Pure; any thread. Tested by tests/exporter/sources/thermal/hwmon/chips_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::thermal::hwmon {

// What a sensor belongs to: "cpu", "gpu", "npu", "soc", "memory", "disk", "network", "battery",
// "board", or "unknown". `label` decides for the multi-purpose chips of mainboards.
std::string_view component_of_chip(std::string_view chip, std::string_view label);
std::string_view component_of_zone(std::string_view type);

// Whether an input is no temperature but a number for fan controllers, and the chip has the real
// one as well: k10temp's "Tctl" is up to 27 degrees above "Tdie" on some Ryzen processors
// (Documentation/hwmon/k10temp.rst). `labels` are those of all the chip's inputs.
bool is_control_value(std::string_view chip, std::string_view label,
                      const std::vector<std::string>& labels);

// Chips whose every read is a command to a device: NVMe, ATA disks, 1-wire.
bool slow_by_nature(std::string_view chip);

// Chips behind which the device may be powered down, and where a read would power it up.
bool wakes_its_device(std::string_view chip);

// Rail of silicon_power_watts for a power sensor; nullopt where nobody can know what it measures.
// amdgpu is not here: whether it measures the GPU or the whole package only its metrics say.
std::optional<std::string> power_rail(std::string_view chip, std::string_view label);

// Whether a chip is the kernel's mirror of thermal zones of its name: thermal_hwmon.c names it
// after the zone's type with '-' replaced by '_'. The zone is kept.
bool mirrors_a_zone(std::string_view chip, const std::vector<std::string>& zone_types);

// Whether a zone is the mirror of a chip: x86_pkg_temp reads the register that coretemp shows as
// "Package id N".
bool mirrors_a_chip(std::string_view zone_type, const std::vector<std::string>& chips);

}  // namespace silicon::thermal::hwmon
