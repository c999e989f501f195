#include "exporter/sources/thermal/apple/sensors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/sources/thermal/apple/smc_value.hpp"
#include "exporter/sources/thermal/sensor_names.hpp"

namespace silicon::thermal {
namespace {

constexpr double kColdest = 10;
constexpr double kHottest = 120;
constexpr std::size_t kSharers = 4;
constexpr unsigned kMostFans = 16;

struct Place {
  std::string_view beginning;  // of the key, or the sensor's name
  std::string_view component;
};

// Of these the hottest is shown: what the letters mean for a single one differs from chip to chip.
// Tp, Te: performance and efficiency cores; Tf: both, on M3 and M4 Max; Tg: GPU; Tm: memory.
constexpr std::array kGroups = {Place{"Tp", "cpu"}, Place{"Te", "cpu"}, Place{"Tf", "cpu"},
                                Place{"Tg", "gpu"}, Place{"Tm", "memory"}};

// Shown each for itself. OSHI #3535, iSMC, dumps of M1 Max to M4 Max.
constexpr std::array kSingles = {
    Place{"TCMb", "cpu"},     Place{"TCMz", "cpu"},      Place{"TCDX", "die"},
    Place{"TB0T", "battery"}, Place{"TB1T", "battery"},  Place{"TB2T", "battery"},
    Place{"TH0x", "storage"}, Place{"TW0P", "wireless"}, Place{"Ts0P", "enclosure"},
    Place{"TaLP", "airflow"}, Place{"TaRF", "airflow"},  Place{"TaFL", "airflow"},
    Place{"TaFR", "airflow"}, Place{"TaRL", "airflow"},  Place{"TaRR", "airflow"}};

constexpr std::array kHidPlaces = {Place{"pACC", "cpu"},          Place{"eACC", "cpu"},
                                   Place{"GPU", "gpu"},           Place{"SOC", "die"},
                                   Place{"ANE", "ane"},           Place{"ISP", "isp"},
                                   Place{"PMGR", "die"},          Place{"PMU td", "die"},
                                   Place{"gas gauge", "battery"}, Place{"NAND", "storage"}};

template <std::size_t N>
const Place* find(const std::array<Place, N>& places, std::string_view name) {
  const auto found = std::find_if(places.begin(), places.end(), [&](const Place& place) {
    return name.starts_with(place.beginning);
  });
  return found == places.end() ? nullptr : &*found;
}

bool is_possible(double celsius) {
  return celsius >= kColdest && celsius <= kHottest;
}

using Readings = std::vector<std::pair<std::string_view, double>>;

// Without readings that are none. Not for HID: a battery's gauge is there four times over, and may
// well say 30.0.
Readings believable(Readings readings) {
  std::map<double, std::size_t> sharers;
  for (const auto& [name, celsius] : readings) {
    if (celsius == std::floor(celsius)) ++sharers[celsius];
  }
  std::erase_if(readings, [&](const auto& reading) {
    const auto shared = sharers.find(reading.second);
    return !is_possible(reading.second) || (shared != sharers.end() && shared->second >= kSharers);
  });
  return readings;
}

Readings smc_readings(const apple::Sample& sample) {
  Readings readings;
  for (const auto& [key, value] : sample.smc) {
    if (!key.starts_with('T')) continue;
    if (const auto celsius = smc_number(key, value)) readings.emplace_back(key, *celsius);
  }
  return readings;
}

void add_smc(const apple::Sample& sample, std::vector<Temperature>& out) {
  std::map<std::string_view, double> hottest;  // by beginning
  for (const auto& [key, celsius] : believable(smc_readings(sample))) {
    if (const Place* single = find(kSingles, key)) {
      out.push_back({temperature_labels(key, single->component), celsius});
    } else if (const Place* group = find(kGroups, key)) {
      const auto [at, is_new] = hottest.emplace(group->beginning, celsius);
      if (!is_new) at->second = std::max(at->second, celsius);
    }
  }
  for (const Place& group : kGroups) {
    const auto found = hottest.find(group.beginning);
    if (found == hottest.end()) continue;
    const std::string name = std::string(group.beginning) + " hottest";
    out.push_back({temperature_labels(name, group.component), found->second});
  }
}

std::string_view hid_component(std::string_view name) {
  // "PMU TP1g" and the like are the GPU's on newer chips.
  if (name.starts_with("PMU TP") && name.ends_with('g')) return "gpu";
  const Place* place = find(kHidPlaces, name);
  return place == nullptr ? "other" : place->component;
}

void add_hid(const apple::Sample& sample, std::vector<Temperature>& out) {
  constexpr std::string_view kCalibration = "tcal";
  constexpr std::size_t kMostSensors = 512;
  Readings readings;
  for (const apple::HidSensor& sensor : sample.hid) {
    const bool is_named = !sensor.name.empty() && core::is_utf8(sensor.name);
    if (!is_named || sensor.name.find(kCalibration) != std::string::npos) continue;
    if (readings.size() < kMostSensors) readings.emplace_back(sensor.name, sensor.celsius);
  }
  std::erase_if(readings, [](const auto& reading) { return !is_possible(reading.second); });
  std::vector<NameChoices> choices;
  for (const auto& [name, celsius] : readings) choices.push_back({std::string(name), "", ""});
  const std::vector<std::string> names = unique_names(choices);
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const std::string_view component = hid_component(readings[i].first);
    out.push_back({temperature_labels(names[i], component), readings[i].second});
  }
}

std::optional<double> smc_figure(const apple::Sample& sample, const std::string& key) {
  const auto found = sample.smc.find(key);
  return found == sample.smc.end() ? std::nullopt : smc_number(key, found->second);
}

std::optional<double> rpm(const apple::Sample& sample, const std::string& key) {
  const auto speed = smc_figure(sample, key);
  constexpr double kFastest = 50000;
  if (!speed || *speed < 0 || *speed > kFastest) return std::nullopt;
  return speed;
}

}  // namespace

bool is_sensor_key(std::string_view key) {
  if (key.size() != 4) return false;
  if (key == "FNum") return true;
  if (key[0] == 'F') return key.ends_with("Ac") || key.ends_with("Mx");
  return find(kSingles, key) != nullptr || find(kGroups, key) != nullptr;
}

std::vector<Temperature> temperatures(const apple::Sample& sample) {
  std::vector<Temperature> result;
  add_smc(sample, result);
  add_hid(sample, result);
  return result;
}

std::vector<Fan> fans(const apple::Sample& sample) {
  const auto number = smc_figure(sample, "FNum");
  if (!number || *number < 0 || *number > kMostFans) return {};
  std::vector<Fan> result;
  for (unsigned i = 0; i < static_cast<unsigned>(*number); ++i) {
    const std::string fan = "F" + std::to_string(i);
    result.push_back(
        {fan_labels(std::to_string(i)), rpm(sample, fan + "Ac"), rpm(sample, fan + "Mx")});
  }
  return result;
}

}  // namespace silicon::thermal
