#include <algorithm>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/platform/linux/hardware/thermal/inventory.hpp"
#include "exporter/sources/energy/families.hpp"
#include "exporter/sources/thermal/families.hpp"
#include "exporter/sources/thermal/hwmon/chips.hpp"
#include "exporter/sources/thermal/placeholders.hpp"
#include "exporter/sources/thermal/sensor_pace.hpp"

namespace silicon::linux_platform {
namespace {

using thermal::hwmon::SensorKind;

// Sensors come and go: drives are plugged in, drivers loaded.
constexpr core::SteadyDuration kInventoryInterval = std::chrono::seconds(60);

// What slow sensors may cost one sample; those left over have their turn at the next.
constexpr core::SteadyDuration kSlowBudget = std::chrono::milliseconds(500);

struct Sensor {
  explicit Sensor(SensorPlace at)
      : place(std::move(at)), pace(thermal::hwmon::slow_by_nature(place.chip)) {}

  SensorPlace place;
  thermal::SensorPace pace;
  std::optional<double> value;
  std::string activity;  // what the disk had done when it was last looked at
};

std::optional<std::string_view> placeholder_of(const SensorPlace& place, double value) {
  switch (place.kind) {
    case SensorKind::temperature:
      return thermal::placeholder(value, place.chip);
    case SensorKind::fan:
      return thermal::fan_placeholder(value);
    case SensorKind::power:
      break;
  }
  return thermal::power_placeholder(value);
}

class ThermalSource : public sources::Source {
 public:
  ThermalSource(std::unique_ptr<HostFiles> files, const core::Clock& clock,
                std::vector<SensorPlace> places)
      : files_(std::move(files)), clock_(clock) {
    adopt(std::move(places));
  }

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    take_inventory(tick.steady);
    core::SteadyDuration slow_spent{0};
    std::string first_problem;
    for (Sensor& sensor : sensors_) {
      if (!sensor.pace.due(tick.steady)) continue;
      if (sensor.pace.slow() && slow_spent > kSlowBudget) continue;
      const bool slow = sensor.pace.slow();
      const core::SteadyInstant before = clock_.steady();
      const core::Status status = refresh(sensor);
      const core::SteadyDuration cost = clock_.steady() - before;
      sensor.pace.read_at(tick.steady, cost);
      if (slow) slow_spent += cost;
      if (!status && first_problem.empty()) first_problem = status.error().message();
    }
    const bool some_value = std::any_of(sensors_.begin(), sensors_.end(),
                                        [](const Sensor& sensor) { return sensor.value; });
    if (!some_value && !first_problem.empty()) {
      return core::Error("no sensor could be read: " + first_problem);
    }
    return families();
  }

 private:
  void take_inventory(core::SteadyInstant now) {
    if (!inventory_at_) inventory_at_ = now;
    if (now - *inventory_at_ < kInventoryInterval) return;
    inventory_at_ = now;
    adopt(find_sensors(*files_));
  }

  // Sensors known already keep what was measured about them.
  void adopt(std::vector<SensorPlace> places) {
    std::vector<Sensor> sensors;
    sensors.reserve(places.size());
    for (SensorPlace& place : places) {
      const auto known = std::find_if(sensors_.begin(), sensors_.end(), [&](const Sensor& sensor) {
        return sensor.place.value_path == place.value_path && sensor.place.chip == place.chip;
      });
      if (known == sensors_.end()) {
        sensors.emplace_back(std::move(place));
      } else {
        known->place = std::move(place);
        sensors.push_back(*known);
      }
    }
    sensors_ = std::move(sensors);
  }

  // After a failure the sensor has no value.
  core::Status refresh(Sensor& sensor) {
    sensor.value.reset();
    if (is_asleep(sensor)) return core::Done{};
    if (!sensor.place.fault_path.empty()) {
      const auto fault = files_->read(sensor.place.fault_path);
      if (fault && thermal::hwmon::says_fault(*fault)) return core::Done{};
    }
    const auto text = files_->read(sensor.place.value_path);
    if (!text) {
      // ENODATA and its like: a radio that is off, a sensor that has not measured yet. Not broken.
      if (text.error().kind() == core::ErrorKind::absent) return core::Done{};
      return text.error();
    }
    const auto value = thermal::hwmon::parse_value(sensor.place.kind, *text);
    if (!value) return core::Error(value.error()).within(sensor.place.value_path);
    if (!placeholder_of(sensor.place, *value)) sensor.value = *value;
    return core::Done{};
  }

  // Whether reading would wake the device, or keep it awake.
  bool is_asleep(Sensor& sensor) {
    if (!sensor.place.power_state_path.empty()) {
      const auto state = files_->read(sensor.place.power_state_path);
      if (state && core::trimmed(*state) == "suspended") return true;
    }
    if (sensor.place.activity_path.empty()) return false;
    const auto activity = files_->read(sensor.place.activity_path);
    if (!activity) return true;
    const bool worked = !sensor.activity.empty() && sensor.activity != *activity;
    sensor.activity = *activity;
    return !worked;
  }

  core::Families families() const {
    std::vector<thermal::Temperature> temperatures;
    std::vector<thermal::Fan> fans;
    std::vector<energy::Power> powers;
    for (const Sensor& sensor : sensors_) {
      if (!sensor.value) continue;
      const SensorPlace& place = sensor.place;
      switch (place.kind) {
        case SensorKind::temperature:
          temperatures.push_back({place.labels, *sensor.value});
          break;
        case SensorKind::fan:
          fans.push_back({place.labels, sensor.value, place.maximum});
          break;
        case SensorKind::power:
          powers.push_back({place.rail, place.source, *sensor.value});
          break;
      }
    }
    core::Families families = {thermal::temperature_family(temperatures),
                               thermal::fan_speed_family(fans), thermal::fan_maximum_family(fans),
                               energy::power_family(powers)};
    std::erase_if(families, [](const core::Family& family) { return family.samples.empty(); });
    return families;
  }

  std::unique_ptr<HostFiles> files_;
  const core::Clock& clock_;
  std::vector<Sensor> sensors_;
  std::optional<core::SteadyInstant> inventory_at_;
};

core::Result<std::unique_ptr<sources::Source>> open_thermal(const OpenFiles& open_files,
                                                            const core::Clock& clock) {
  std::unique_ptr<HostFiles> files = open_files();
  std::vector<SensorPlace> places = find_sensors(*files);
  if (places.empty()) {
    return core::Error(
        "no sensors in /sys/class/hwmon or /sys/class/thermal: virtual machines have none; in a "
        "container, mount the host's /sys",
        core::ErrorKind::absent);
  }
  return std::unique_ptr<sources::Source>(
      std::make_unique<ThermalSource>(std::move(files), clock, std::move(places)));
}

}  // namespace

sources::SourceSpec thermal_source(OpenFiles open_files, const core::Clock& clock) {
  return {
      .name = "thermal",
      .description = "temperatures, fans and power meters (/sys/class/hwmon, /sys/class/thermal)",
      .interval = std::chrono::seconds(5),
      .budget = std::chrono::seconds(2),
      .may_block = true,
      .open = [open_files = std::move(open_files), &clock] {
        return open_thermal(open_files, clock);
      }};
}

}  // namespace silicon::linux_platform
