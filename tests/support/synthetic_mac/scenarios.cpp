#include "tests/support/synthetic_mac/scenarios.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace silicon::testing::synthetic {
namespace {

Phase phase(unsigned seconds, Activity activity) {
  return {seconds, activity, false};
}

Phase asleep(unsigned seconds) {
  return {seconds, resting(), true};
}

Script idle() {
  return {{phase(30, resting())}, EnergyPublication::live};
}

Script between_rests(unsigned seconds, Activity activity) {
  return {{phase(5, resting()), phase(seconds, activity), phase(10, resting())},
          EnergyPublication::live};
}

Script bursts() {
  return between_rests(20, order_burst());
}

Script inferences() {
  return between_rests(20, inference());
}

Script trainings() {
  return between_rests(40, training());
}

Script streams() {
  return between_rests(20, memory_stream());
}

// Until the last level of thermal pressure, and back.
Script runs_away() {
  return {{phase(10, resting()), phase(100, run_away()), phase(60, resting())},
          EnergyPublication::live};
}

Script sleeps() {
  return {{phase(10, resting()), phase(5, order_burst()), asleep(3600), phase(10, resting())},
          EnergyPublication::live};
}

Script gated() {
  Script script = between_rests(20, order_burst());
  script.energy = EnergyPublication::gated;
  return script;
}

Script batched() {
  Script script = between_rests(20, order_burst());
  script.energy = EnergyPublication::batched;
  return script;
}

// What 24 hours bring, in five minutes: night, orders, models, a stream, training that goes wrong,
// and sleep.
Script day() {
  return {{phase(25, resting()), phase(45, order_burst()), phase(15, resting()),
           phase(35, inference()), phase(10, resting()), phase(25, memory_stream()),
           phase(10, resting()), phase(35, training()), phase(70, run_away()), phase(30, resting()),
           asleep(7 * 3600), phase(15, resting())},
          EnergyPublication::live};
}

constexpr std::array<std::pair<std::string_view, Script (*)()>, 10> kScenarios{
    {{"idle", idle},
     {"order_burst", bursts},
     {"ml_inference", inferences},
     {"gpu_training", trainings},
     {"memory_stream", streams},
     {"thermal_run_away", runs_away},
     {"sleep_wake", sleeps},
     {"gated_energy", gated},
     {"batched_energy", batched},
     {"day", day}}};

}  // namespace

Activity resting() {
  return {};
}

Activity order_burst() {
  Activity activity;
  activity.performance = 0.97;
  activity.efficiency = 0.45;
  activity.cpu_bytes_per_second = 28e9;
  activity.memory = 0.42;
  activity.disk_bytes_per_second = 90e6;
  activity.network_bytes_per_second = 25e6;
  return activity;
}

Activity inference() {
  Activity activity;
  activity.performance = 0.12;
  activity.efficiency = 0.2;
  activity.ane = 0.9;
  activity.ane_bytes_per_second = 20e9;
  activity.memory = 0.5;
  activity.network_bytes_per_second = 2e6;
  return activity;
}

Activity training() {
  Activity activity;
  activity.performance = 0.15;
  activity.efficiency = 0.15;
  activity.gpu = 0.97;
  activity.gpu_bytes_per_second = 260e9;
  activity.memory = 0.68;
  activity.gpu_memory = 0.55;
  activity.disk_bytes_per_second = 40e6;
  return activity;
}

Activity memory_stream() {
  Activity activity;
  activity.performance = 0.85;
  activity.cpu_bytes_per_second = 340e9;
  activity.memory = 0.6;
  return activity;
}

Activity run_away() {
  Activity activity = training();
  activity.performance = 0.9;
  activity.efficiency = 0.8;
  activity.airflow = 0.03;
  return activity;
}

std::optional<Script> scenario(std::string_view name) {
  const auto found = std::find_if(kScenarios.begin(), kScenarios.end(),
                                  [&](const auto& each) { return each.first == name; });
  if (found == kScenarios.end()) return std::nullopt;
  return found->second();
}

std::vector<std::string_view> scenario_names() {
  std::vector<std::string_view> names;
  for (const auto& [name, make] : kScenarios) names.push_back(name);
  return names;
}

}  // namespace silicon::testing::synthetic
