#include "exporter/platform/apple_sources/chip_judges.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "exporter/sources/ane/apple/floors.hpp"
#include "exporter/sources/ane/families.hpp"
#include "exporter/sources/apple/chip.hpp"
#include "exporter/sources/apple/interval.hpp"
#include "exporter/sources/bandwidth/apple/meter.hpp"
#include "exporter/sources/cpu/apple/clusters.hpp"
#include "exporter/sources/cpu/apple/placements.hpp"
#include "exporter/sources/cpu/apple/wide_ticks.hpp"
#include "exporter/sources/cpu/usage.hpp"
#include "exporter/sources/energy/apple/channels.hpp"
#include "exporter/sources/energy/apple/meter.hpp"
#include "exporter/sources/gpu/apple/meter.hpp"
#include "exporter/sources/gpu/families.hpp"
#include "exporter/sources/thermal/apple/pressure.hpp"
#include "exporter/sources/thermal/apple/sensors.hpp"
#include "exporter/sources/thermal/apple/smc_value.hpp"
#include "exporter/sources/thermal/families.hpp"

namespace silicon::apple_platform {
namespace {

constexpr std::string_view kSystemPower = "PSTR";

apple::ChannelChoice choice(std::string_view group, std::string_view subgroup,
                            bool (*accepts)(std::string_view) = nullptr) {
  return {.group = std::string(group), .subgroup = std::string(subgroup), .accepts = accepts};
}

// The power manager's group has another name on M3 Max and M5 Max.
void want_of_power_manager(apple::Wanted& wanted, std::string_view subgroup,
                           bool (*accepts)(std::string_view)) {
  for (const char* group : {"PMP", "PMP0"}) {
    wanted.ioreport.push_back(choice(group, subgroup, accepts));
  }
}

std::optional<double> power_of(const apple::Sample& sample) {
  const auto found = sample.smc.find(kSystemPower);
  if (found == sample.smc.end()) return std::nullopt;
  return energy::system_watts(thermal::smc_number(kSystemPower, found->second));
}

bool is_neural_energy(std::string_view channel) {
  return channel.starts_with("ANE") && energy::is_energy_channel(channel);
}

}  // namespace

Judged judged_cpu() {
  apple::Wanted wanted;
  wanted.cpu_ticks = true;
  return {wanted, [](const apple::Machine& machine) -> Judge {
            auto usage = std::make_shared<cpu::Usage>(cpu::kMachTicksPerSecond);
            usage->place(cpu::apple_topology(machine).placements);
            return [usage, ticks = cpu::WideTicks()](
                       const apple::Sample& sample) mutable -> core::Result<core::Families> {
              usage->update(ticks.follow(sample.cpu_ticks));
              return usage->families();
            };
          }};
}

Judged judged_cpu_frequency() {
  apple::Wanted wanted;
  wanted.ioreport = {choice(
      cpu::kComplexGroup, cpu::kComplexSubgroup,
      [](std::string_view channel) { return cpu::parse_complex_name(channel).has_value(); })};
  return {wanted, [](const apple::Machine& machine) -> Judge {
            return [meter = cpu::ClusterMeter(machine), interval = apple::Interval()](
                       const apple::Sample& sample) mutable -> core::Result<core::Families> {
              return cpu::cluster_families(meter.update(sample, interval.update(sample)));
            };
          }};
}

Judged judged_bandwidth() {
  apple::Wanted wanted;
  want_of_power_manager(wanted, bandwidth::kHistogramSubgroup, bandwidth::is_wanted_histogram);
  wanted.ioreport.push_back(choice(bandwidth::kAmcGroup, bandwidth::kAmcSubgroup));
  return {wanted, [](const apple::Machine& machine) -> Judge {
            return [meter = bandwidth::AppleMeter(apple::peak_bandwidth(machine)),
                    interval = apple::Interval()](
                       const apple::Sample& sample) mutable -> core::Result<core::Families> {
              meter.update(sample, interval.update(sample));
              return meter.families();
            };
          }};
}

Judged judged_gpu() {
  apple::Wanted wanted;
  wanted.ioaccelerator = true;
  wanted.ioreport = {choice(gpu::kStatesGroup, gpu::kStatesSubgroup, [](std::string_view channel) {
    return channel == gpu::kStatesChannel;
  })};
  return {wanted, [](const apple::Machine& machine) -> Judge {
            return [meter = gpu::AppleMeter(machine), samples = gpu::UtilizationSamples(),
                    interval = apple::Interval()](
                       const apple::Sample& sample) mutable -> core::Result<core::Families> {
              const gpu::GpuReading reading = meter.update(sample, interval.update(sample));
              if (reading.utilization) samples.observe(reading.gpu, *reading.utilization);
              core::Families families = gpu::families({reading});
              families.push_back(samples.family());
              return families;
            };
          }};
}

// By floors where they are counted; by power only where nothing else is known.
Judged judged_ane() {
  apple::Wanted wanted;
  want_of_power_manager(wanted, ane::kSocFloor, ane::is_floor_channel);
  want_of_power_manager(wanted, ane::kDcsFloor, ane::is_floor_channel);
  wanted.ioreport.push_back(choice(energy::kEnergyGroup, "", is_neural_energy));
  return {wanted, [](const apple::Machine& machine) -> Judge {
            return [machine, floors = ane::FloorMeter(), power = energy::AppleMeter(),
                    interval = apple::Interval()](
                       const apple::Sample& sample) mutable -> core::Result<core::Families> {
              std::vector<ane::Activity> activities =
                  floors.update(sample, interval.update(sample));
              power.update(sample, std::nullopt);
              const std::optional<double> watts = power.watts("ane");
              if (activities.empty() && watts) {
                if (auto estimate = ane::power_estimate(machine, *watts)) {
                  activities.push_back(*estimate);
                }
              }
              return core::Families{ane::info_family(machine), ane::activity_family(activities)};
            };
          }};
}

Judged judged_energy() {
  apple::Wanted wanted;
  wanted.ioreport = {choice(energy::kEnergyGroup, "", energy::is_energy_channel)};
  wanted.smc = [](std::string_view key) { return key == kSystemPower; };
  return {wanted, [](const apple::Machine&) -> Judge {
            return [meter = energy::AppleMeter()](
                       const apple::Sample& sample) mutable -> core::Result<core::Families> {
              meter.update(sample, power_of(sample));
              return meter.families();
            };
          }};
}

Judged judged_thermal() {
  apple::Wanted wanted;
  wanted.smc = thermal::is_sensor_key;
  wanted.hid = true;
  wanted.thermal_pressure = true;
  return {wanted, [](const apple::Machine&) -> Judge {
            return [](const apple::Sample& sample) -> core::Result<core::Families> {
              const std::vector<thermal::Fan> fans = thermal::fans(sample);
              core::Families families;
              if (sample.thermal_pressure) {
                families = thermal::pressure_families(*sample.thermal_pressure);
              }
              families.push_back(thermal::temperature_family(thermal::temperatures(sample)));
              families.push_back(thermal::fan_speed_family(fans));
              families.push_back(thermal::fan_maximum_family(fans));
              return families;
            };
          }};
}

}  // namespace silicon::apple_platform
