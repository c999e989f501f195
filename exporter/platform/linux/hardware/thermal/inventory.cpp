#include "exporter/platform/linux/hardware/thermal/inventory.hpp"

#include <algorithm>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/sources/thermal/families.hpp"
#include "exporter/sources/thermal/hwmon/chips.hpp"
#include "exporter/sources/thermal/sensor_names.hpp"

namespace silicon::linux_platform {
namespace {

namespace hwmon = thermal::hwmon;
using hwmon::SensorKind;

constexpr std::string_view kZones = "/sys/class/thermal";
constexpr std::string_view kChips = "/sys/class/hwmon";
constexpr std::size_t kMaxChips = 256;

struct Zone {
  std::string directory;
  std::string type;
};

struct Chip {
  std::string id;         // "hwmon3"
  std::string name;       // "coretemp"
  std::string device;     // "coretemp.0"; "hwmon3" where the kernel names no device
  std::string directory;  // where its files are
  std::vector<std::string> files;
};

// A sensor before its name is made unique.
struct Candidate {
  SensorPlace place;
  thermal::NameChoices names;
  std::string_view component;
};

std::vector<std::string> names_in(HostFiles& files, std::string_view directory) {
  return files.list(directory).value_or({});
}

std::string text_of(HostFiles& files, const std::string& path) {
  const auto text = files.read_once(path);
  return text ? hwmon::clean_name(*text) : "";
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<Zone> find_zones(HostFiles& files) {
  std::vector<Zone> zones;
  for (const std::string& name : names_in(files, kZones)) {
    if (!name.starts_with("thermal_zone") || zones.size() >= kMaxChips) continue;
    const std::string directory = std::string(kZones) + "/" + name;
    const std::string type = text_of(files, directory + "/type");
    zones.push_back({directory, type.empty() ? name : type});
  }
  return zones;
}

Chip look_at_chip(HostFiles& files, const std::string& id) {
  Chip chip{id, "", id, std::string(kChips) + "/" + id, {}};
  chip.files = names_in(files, chip.directory);
  if (const auto target = files.link(chip.directory + "/device")) {
    const std::string_view path = *target;
    const std::string_view device = path.substr(path.rfind('/') + 1);
    if (!device.empty() && device != "..") chip.device = device;
  }
  // Drivers older than the hwmon interface of Linux 3.13 keep their files with the device:
  // applesmc on all kernels up to 5.x.
  if (!contains(chip.files, "name")) {
    const std::string device = chip.directory + "/device";
    auto device_files = names_in(files, device);
    if (contains(device_files, "name")) {
      chip.directory = device;
      chip.files = std::move(device_files);
    }
  }
  chip.name = text_of(files, chip.directory + "/name");
  if (chip.name.empty()) chip.name = id;
  return chip;
}

std::vector<Chip> find_chips(HostFiles& files) {
  std::vector<Chip> chips;
  for (const std::string& id : names_in(files, kChips)) {
    if (!id.starts_with("hwmon") || chips.size() >= kMaxChips) continue;
    chips.push_back(look_at_chip(files, id));
  }
  return chips;
}

// A disk that has done nothing since it was last asked may be about to fall asleep, and asking it
// would put that off for ever (Documentation/hwmon/drivetemp.rst, "Usage Note"). The kernel's count
// of its transfers tells, without touching it. Drives without platters need no such care.
std::string activity_path_of(HostFiles& files, const Chip& chip) {
  if (chip.name != "drivetemp") return "";
  const std::string block = chip.directory + "/device/block";
  const std::vector<std::string> disks = names_in(files, block);
  if (disks.empty()) return "";
  const std::string disk = block + "/" + disks.front();
  return text_of(files, disk + "/queue/rotational") == "0" ? "" : disk + "/stat";
}

std::optional<double> maximum_of(HostFiles& files, const Chip& chip,
                                 const hwmon::SensorFiles& sensor) {
  if (sensor.kind != SensorKind::fan || !sensor.has_max) return std::nullopt;
  const auto text = files.read_once(chip.directory + "/" + sensor.stem + "_max");
  if (!text) return std::nullopt;
  const auto rpm = hwmon::parse_value(SensorKind::fan, *text);
  if (!rpm || *rpm <= 0) return std::nullopt;
  return *rpm;
}

SensorPlace place_of(HostFiles& files, const Chip& chip, const hwmon::SensorFiles& sensor) {
  SensorPlace place;
  place.kind = sensor.kind;
  place.chip = chip.name;
  place.value_path = chip.directory + "/" + sensor.value;
  if (sensor.has_fault) place.fault_path = chip.directory + "/" + sensor.stem + "_fault";
  if (hwmon::wakes_its_device(chip.name)) {
    place.power_state_path = chip.directory + "/device/power/runtime_status";
  }
  place.maximum = maximum_of(files, chip, sensor);
  return place;
}

void add_chip(HostFiles& files, const Chip& chip, std::vector<Candidate>& found) {
  const std::vector<hwmon::SensorFiles> sensors = hwmon::sensors_among(chip.files);
  std::vector<std::string> labels;
  for (const hwmon::SensorFiles& sensor : sensors) {
    const std::string path = chip.directory + "/" + sensor.stem + "_label";
    labels.push_back(sensor.has_label ? text_of(files, path) : "");
  }
  const std::string activity = activity_path_of(files, chip);
  for (std::size_t i = 0; i < sensors.size(); ++i) {
    const hwmon::SensorFiles& sensor = sensors[i];
    if (hwmon::is_control_value(chip.name, labels[i], labels)) continue;
    Candidate candidate{place_of(files, chip, sensor), {}, {}};
    candidate.place.activity_path = activity;
    std::string shown = labels[i].empty() ? sensor.stem : labels[i];
    if (sensor.kind == SensorKind::power) {
      const auto rail = hwmon::power_rail(chip.name, labels[i]);
      if (!rail) continue;
      candidate.place.rail = shown = *rail;
    }
    candidate.names = {chip.name + " " + shown, chip.device, sensor.stem};
    candidate.component = hwmon::component_of_chip(chip.name, labels[i]);
    found.push_back(std::move(candidate));
  }
}

void add_zone(const Zone& zone, std::vector<Candidate>& found) {
  Candidate candidate;
  candidate.place.chip = zone.type;
  candidate.place.value_path = zone.directory + "/temp";
  candidate.names = {zone.type, zone.directory.substr(zone.directory.rfind('/') + 1), ""};
  candidate.component = hwmon::component_of_zone(zone.type);
  found.push_back(std::move(candidate));
}

std::vector<Candidate> find_candidates(HostFiles& files) {
  const std::vector<Zone> zones = find_zones(files);
  const std::vector<Chip> chips = find_chips(files);
  std::vector<std::string> types;
  types.reserve(zones.size());
  for (const Zone& zone : zones) types.push_back(zone.type);
  std::vector<std::string> names;
  names.reserve(chips.size());
  for (const Chip& chip : chips) names.push_back(chip.name);

  std::vector<Candidate> found;
  for (const Chip& chip : chips) {
    if (!hwmon::mirrors_a_zone(chip.name, types)) add_chip(files, chip, found);
  }
  for (const Zone& zone : zones) {
    if (!hwmon::mirrors_a_chip(zone.type, names)) add_zone(zone, found);
  }
  return found;
}

// The label `source` of a power meter tells meters of one rail apart.
std::string power_source(const Candidate& candidate, const std::string& unique_name) {
  const std::string& plain = candidate.names.plain;
  return candidate.place.chip + unique_name.substr(std::min(plain.size(), unique_name.size()));
}

}  // namespace

std::vector<SensorPlace> find_sensors(HostFiles& files) {
  std::vector<Candidate> found = find_candidates(files);
  std::vector<SensorPlace> result;
  for (const SensorKind kind : {SensorKind::temperature, SensorKind::fan, SensorKind::power}) {
    std::vector<Candidate*> ours;
    std::vector<thermal::NameChoices> choices;
    for (Candidate& candidate : found) {
      if (candidate.place.kind != kind) continue;
      ours.push_back(&candidate);
      choices.push_back(candidate.names);
    }
    const std::vector<std::string> names = thermal::unique_names(choices);
    for (std::size_t i = 0; i < ours.size(); ++i) {
      SensorPlace& place = ours[i]->place;
      if (kind == SensorKind::temperature) {
        place.labels = thermal::temperature_labels(names[i], ours[i]->component);
      }
      if (kind == SensorKind::fan) place.labels = thermal::fan_labels(names[i]);
      if (kind == SensorKind::power) place.source = power_source(*ours[i], names[i]);
      result.push_back(std::move(place));
    }
  }
  return result;
}

}  // namespace silicon::linux_platform
