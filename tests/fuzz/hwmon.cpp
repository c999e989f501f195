// Any bytes as a value, a label, and a directory of hwmon files (one name per line): readings are
// finite, names are clean, and names made unique are unique.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/sources/thermal/hwmon/chips.hpp"
#include "exporter/sources/thermal/hwmon/files.hpp"
#include "exporter/sources/thermal/placeholders.hpp"
#include "exporter/sources/thermal/sensor_names.hpp"

namespace {

namespace hwmon = silicon::thermal::hwmon;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_values(std::string_view text) {
  for (const auto kind :
       {hwmon::SensorKind::temperature, hwmon::SensorKind::fan, hwmon::SensorKind::power}) {
    const auto value = hwmon::parse_value(kind, text);
    require(!value || std::isfinite(*value));
    if (value && !silicon::thermal::placeholder(*value, "")) {
      require(*value > -100 && *value < 200);
    }
  }
  (void)hwmon::says_fault(text);
}

void check_names(const std::vector<std::string>& lines) {
  std::vector<silicon::thermal::NameChoices> choices;
  for (const hwmon::SensorFiles& sensor : hwmon::sensors_among(lines)) {
    require(!sensor.value.empty() && sensor.value.starts_with(sensor.stem));
  }
  for (std::size_t i = 0; i + 2 < lines.size() && i < 256; ++i) {
    choices.push_back({lines[i], lines[i + 1], lines[i + 2]});
  }
  const auto names = silicon::thermal::unique_names(choices);
  require(std::set<std::string>(names.begin(), names.end()).size() == choices.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_values(text);
  const std::string name = hwmon::clean_name(text);
  require(name.size() <= 64 && name.find('\n') == std::string::npos);
  require(!hwmon::component_of_chip(name, name).empty());
  require(!hwmon::component_of_zone(name).empty());
  if (const auto rail = hwmon::power_rail(name, name)) require(!rail->empty());
  std::vector<std::string> lines;
  silicon::core::for_each_line(text, [&](std::string_view line) {
    check_values(line);
    lines.emplace_back(line);
  });
  check_names(lines);
  (void)hwmon::mirrors_a_zone(name, lines);
  return 0;
}
