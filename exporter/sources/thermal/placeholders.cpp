#include "exporter/sources/thermal/placeholders.hpp"

#include <array>
#include <limits>

namespace silicon::thermal {
namespace {

struct Rule {
  std::string_view chip;  // how the chip's name begins; "" for all
  double from;            // inclusive, as is `to`
  double to;
  std::string_view why;
};

constexpr double kHuge = std::numeric_limits<double>::infinity();

// The ranges are exact in the kernel's milli-degrees, so comparing doubles is safe here.
constexpr std::array kRules = {
    // ACPI zones whose firmware has no value: node_exporter #2980 (acpitz 0 while the CPU is at 50)
    // and #3807 (INT340x participants); Super-I/O inputs that are routed nowhere. A real sensor
    // passes through 0.000 rarely enough that one missing sample is the better mistake.
    Rule{"", 0, 0, "exactly 0"},
    // 0 K: acpitz with an unset _TMP (-273.2), NVMe without a composite temperature
    // (drivers/nvme/host/hwmon.c subtracts 273.15 from whatever the drive says).
    Rule{"", -kHuge, -100, "below any place where computers run"},
    // An open diode is the largest value of a signed byte: Documentation/hwmon/lm90.rst, nct6775
    // "AUXTIN" and it87 inputs without a sensor.
    Rule{"", 127, 127, "an open diode"},
    // 255 from an unread embedded controller (thinkpad_acpi uses -128 and 128 for the same);
    // 65261.85 from amdgpu and k10temp while the chip sleeps; silicon is dead long before 200.
    Rule{"", 200, kHuge, "above what silicon survives"},
    Rule{"thinkpad", 128, 128, "thinkpad_acpi: no sensor"},
    // The DS18B20 holds 85.000 from power-on until its first conversion (its data sheet).
    Rule{"w1_slave", 85, 85, "DS18B20 power-on value"},
};

}  // namespace

std::optional<std::string_view> placeholder(double celsius, std::string_view chip) {
  if (celsius != celsius) return "not a number";
  for (const Rule& rule : kRules) {
    if (chip.starts_with(rule.chip) && celsius >= rule.from && celsius <= rule.to) return rule.why;
  }
  return std::nullopt;
}

std::optional<std::string_view> fan_placeholder(double rpm) {
  if (!(rpm >= 0)) return "below 0";
  // thinkpad_acpi shows the controller's 0xffff while the speed is not known (its documentation,
  // "Fan control and monitoring").
  if (rpm == 65535) return "thinkpad_acpi: speed not known";
  return std::nullopt;
}

std::optional<std::string_view> power_placeholder(double watts) {
  if (!(watts >= 0)) return "below 0";
  // ACPI 10.4.1 _PMM: 0xffffffff milliwatts mean that the reading is not available.
  if (watts >= 1e6) return "above a megawatt";
  return std::nullopt;
}

}  // namespace silicon::thermal
