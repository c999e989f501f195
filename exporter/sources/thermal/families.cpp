#include "exporter/sources/thermal/families.hpp"

namespace silicon::thermal {

core::Labels temperature_labels(std::string_view sensor, std::string_view component) {
  return {{"sensor", std::string(sensor)}, {"component", std::string(component)}};
}

core::Labels fan_labels(std::string_view fan) {
  return {{"fan", std::string(fan)}};
}

core::Family temperature_family(const std::vector<Temperature>& temperatures) {
  core::Family family{
      "silicon_temperature_celsius",
      "Temperature by sensor, as the firmware or kernel names it. Readings that are "
      "placeholders are left out; sensors that are slow to read (NVMe drives, "
      "disks) are read once a minute.",
      core::MetricType::gauge,
      {},
      ""};
  family.samples.reserve(temperatures.size());
  for (const Temperature& reading : temperatures) family.add(reading.labels, reading.celsius);
  return family;
}

core::Family fan_speed_family(const std::vector<Fan>& fans) {
  core::Family family{"silicon_fan_speed_rpm",
                      "Speed of a fan in revolutions per minute. 0: it stands still, which many "
                      "machines want when they are cool.",
                      core::MetricType::gauge,
                      {},
                      ""};
  for (const Fan& fan : fans) {
    if (fan.rpm) family.add(fan.labels, *fan.rpm);
  }
  return family;
}

core::Family fan_maximum_family(const std::vector<Fan>& fans) {
  core::Family family{
      "silicon_fan_speed_max_rpm",
      "Highest speed of a fan in revolutions per minute, where the machine says it.",
      core::MetricType::gauge,
      {},
      ""};
  for (const Fan& fan : fans) {
    if (fan.max_rpm) family.add(fan.labels, *fan.max_rpm);
  }
  return family;
}

core::Family throttle_family(const std::vector<ThrottleCount>& counts) {
  core::Family family{
      "silicon_thermal_throttle_events_total",
      "How often heat slowed a core, a package or a GPU down. scope \"core\" counts "
      "once per physical core, under its lowest logical CPU; \"package\" once per "
      "package, under its lowest logical CPU. For a GPU (scope is its name) the "
      "transitions that sampling saw.",
      core::MetricType::counter,
      {},
      ""};
  for (const ThrottleCount& count : counts) {
    family.add({{"cpu", count.cpu}, {"scope", count.scope}}, static_cast<double>(count.events));
  }
  return family;
}

}  // namespace silicon::thermal
