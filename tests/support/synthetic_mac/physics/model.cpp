#include "tests/support/synthetic_mac/physics/model.hpp"

#include <algorithm>
#include <numeric>

namespace silicon::testing::synthetic {
namespace {

constexpr double kAmbientCelsius = 23;

// Watts at full speed. One busy performance core of an M4 Max adds 5 W to 6 W (SiliconScope #6).
constexpr double kPerformanceCoreWatts = 4.8;
constexpr double kEfficiencyCoreWatts = 0.5;
constexpr double kManagerWatts = 0.25;  // of a cluster with power
constexpr double kGpuCoreWatts = 1.5;
constexpr double kGpuIdleWatts = 0.02;
constexpr double kAneWatts = 5.8;
constexpr double kDramIdleWatts = 0.8;
constexpr double kDramWattsPerByte = 0.02e-9;
constexpr double kBoardWatts = 7;  // what no rail counts
constexpr double kSupplyEfficiency = 0.92;

// The heat sink: 90 J per kelvin; kelvins per watt with the fans at full speed.
constexpr double kSinkJoulesPerKelvin = 90;
constexpr double kSinkKelvinsPerWatt = 0.34;
constexpr double kDieSeconds = 3;
constexpr double kFanSeconds = 6;

// Celsius of the sink above which each level of thermal pressure begins; and what each leaves of
// the frequencies.
constexpr std::array<double, 4> kLevelsBegin{78, 81, 84, 94};
constexpr std::array<double, 5> kAllowed{1, 0.8, 0.55, 0.25, 0.12};
constexpr double kHysteresis = 3;

// Of the clock and of the voltage squared, which rises with it.
double watts_at(double full, double busy, double hertz, double most) {
  const double share = hertz / most;
  const double volts = 0.55 + 0.45 * share;
  return full * busy * share * volts * volts;
}

std::size_t state_below(double share, std::size_t states) {
  return static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(states - 1));
}

// Mostly at `state`, at times one or two below.
Shares around(std::size_t state, std::size_t states) {
  Shares shares(states, 0);
  shares[state] += 0.8;
  shares[state - std::min<std::size_t>(state, 1)] += 0.15;
  shares[state - std::min<std::size_t>(state, 2)] += 0.05;
  return shares;
}

double mean(const Shares& shares, const std::vector<double>& values) {
  return std::inner_product(shares.begin(), shares.end(), values.begin(), 0.0);
}

double towards(double value, double target, double seconds, double time_constant) {
  return value + (target - value) * std::min(1.0, seconds / time_constant);
}

}  // namespace

double State::bytes_per_second() const {
  double sum = gpu.bytes_per_second + ane.bytes_per_second + display_bytes_per_second;
  for (const Cluster& cluster : clusters) sum += cluster.bytes_per_second;
  return sum;
}

PhysicalModel::PhysicalModel(const Hardware& hardware, std::uint64_t seed)
    : hardware_(hardware), random_(seed) {
  state_.sink_celsius = kAmbientCelsius + 10;
  state_.gpu.celsius = state_.ane.celsius = state_.sink_celsius;
  for (std::size_t i = 0; i < state_.clusters.size(); ++i) {
    Cluster& cluster = state_.clusters[i];
    cluster.is_efficient = i == 0;
    const unsigned cores =
        cluster.is_efficient ? hardware.efficiency_cores : hardware.performance_cores;
    cluster.busy.assign(cores, 0);
    cluster.core_watts.assign(cores, 0);
    cluster.celsius = state_.sink_celsius;
  }
}

double PhysicalModel::allowed() const {
  return kAllowed.at(static_cast<std::size_t>(state_.thermal_pressure));
}

// `wanted`: cores' worth of work at full speed.
void PhysicalModel::fill(Cluster& cluster, double wanted) {
  const std::vector<double>& table =
      cluster.is_efficient ? hardware_.efficiency_hertz : hardware_.performance_hertz;
  const double each = wanted / static_cast<double>(cluster.busy.size());
  cluster.requested = state_below(0.2 + 1.6 * each, table.size());
  // With all cores at work the fastest states are out of reach, cool or not.
  const double reach = each > 0.5 ? 0.95 : 1;
  cluster.realised = around(
      std::min(cluster.requested, state_below(reach * allowed(), table.size())), table.size());
  cluster.hertz = mean(cluster.realised, table);
  double all_rest = 1;
  for (std::size_t i = 0; i < cluster.busy.size(); ++i) {
    // The first cores get a little more than the last.
    const double place = static_cast<double>(i) / static_cast<double>(cluster.busy.size() - 1);
    const double work = each * (1.1 - 0.2 * place);
    cluster.busy[i] = std::clamp(work * table.back() / cluster.hertz, 0.0, 1.0);
    all_rest *= 1 - cluster.busy[i];
  }
  cluster.active = 1 - all_rest;
  // An efficiency cluster keeps its power, an idle performance cluster loses it.
  cluster.down = cluster.is_efficient ? 0 : 0.92 * all_rest;
}

// The scheduler fills one performance cluster before it gives power to the other (a 14-core M4 Max
// at rest: P0 down 87 %, P1 down 19 %).
void PhysicalModel::choose_states(const Activity& activity) {
  fill(state_.clusters[0], activity.efficiency * hardware_.efficiency_cores);
  const double wanted = activity.performance * 2 * hardware_.performance_cores;
  const double first = std::min<double>(wanted, hardware_.performance_cores);
  fill(state_.clusters[2], first);
  fill(state_.clusters[1], wanted - first);
}

void PhysicalModel::run_engines(const Activity& activity) {
  const std::vector<double>& table = hardware_.gpu_hertz;
  const double most = *std::max_element(table.begin(), table.end());
  Engine& gpu = state_.gpu;
  gpu.state = std::min(state_below(activity.gpu * 1.05, table.size()),
                       state_below(allowed(), table.size()));
  gpu.busy = std::clamp(activity.gpu * most / table[gpu.state], 0.0, 1.0);
  state_.ane.busy = activity.ane;
}

// Nobody gets more than the bus carries, and nobody who is slowed down asks for as much as before.
void PhysicalModel::move_bytes(const Activity& activity) {
  const double slowed = allowed();
  state_.gpu.bytes_per_second = activity.gpu_bytes_per_second * slowed;
  state_.ane.bytes_per_second = activity.ane_bytes_per_second;
  state_.display_bytes_per_second = 1.2e9;
  double work = 0;
  for (const Cluster& cluster : state_.clusters) work += cluster.active * cluster.hertz;
  for (Cluster& cluster : state_.clusters) {
    const double share = work > 0 ? cluster.active * cluster.hertz / work : 0;
    cluster.bytes_per_second = activity.cpu_bytes_per_second * slowed * share;
  }
  const double carried = 0.9 * hardware_.peak_bytes_per_second / state_.bytes_per_second();
  if (carried >= 1) return;
  state_.gpu.bytes_per_second *= carried;
  state_.ane.bytes_per_second *= carried;
  state_.display_bytes_per_second *= carried;
  for (Cluster& cluster : state_.clusters) cluster.bytes_per_second *= carried;
}

void PhysicalModel::draw_power() {
  state_.cpu_watts = 0;
  for (Cluster& cluster : state_.clusters) {
    const double full = cluster.is_efficient ? kEfficiencyCoreWatts : kPerformanceCoreWatts;
    const double most = (cluster.is_efficient ? hardware_.efficiency_hertz.back()
                                              : hardware_.performance_hertz.back());
    for (std::size_t i = 0; i < cluster.busy.size(); ++i) {
      cluster.core_watts[i] = watts_at(full, cluster.busy[i], cluster.hertz, most);
      state_.cpu_watts += cluster.core_watts[i];
    }
    cluster.manager_watts = kManagerWatts * (1 - cluster.down) * (0.2 + 0.8 * cluster.active);
    state_.cpu_watts += cluster.manager_watts;
  }
  const std::vector<double>& table = hardware_.gpu_hertz;
  const double most = *std::max_element(table.begin(), table.end());
  state_.gpu.watts = kGpuIdleWatts + watts_at(kGpuCoreWatts * hardware_.gpu_cores, state_.gpu.busy,
                                              table[state_.gpu.state], most);
  state_.ane.watts = kAneWatts * state_.ane.busy;
  state_.dram_watts = kDramIdleWatts + kDramWattsPerByte * state_.bytes_per_second();
  state_.system_watts =
      (state_.rail_watts() + kBoardWatts + 4 * state_.fan * state_.fan) / kSupplyEfficiency;
}

void PhysicalModel::heat_up(double seconds) {
  const double resistance =
      kSinkKelvinsPerWatt / (0.25 + 0.75 * state_.fan) / state_.activity.airflow;
  const double leaves = (state_.sink_celsius - kAmbientCelsius) / resistance;
  state_.sink_celsius += (state_.rail_watts() - leaves) / kSinkJoulesPerKelvin * seconds;
  for (Cluster& cluster : state_.clusters) {
    const double watts = std::accumulate(cluster.core_watts.begin(), cluster.core_watts.end(), 0.0);
    cluster.celsius =
        towards(cluster.celsius, state_.sink_celsius + 0.4 * watts, seconds, kDieSeconds);
  }
  for (Engine* engine : {&state_.gpu, &state_.ane}) {
    const double target = state_.sink_celsius + 0.25 * engine->watts;
    engine->celsius = towards(engine->celsius, target, seconds, kDieSeconds);
  }
  const double wish = std::clamp((state_.sink_celsius - 45) / 28, 0.0, 1.0);
  state_.fan = towards(state_.fan, wish, seconds, kFanSeconds);
  std::int64_t& level = state_.thermal_pressure;
  const auto begins = [](std::int64_t of) { return kLevelsBegin.at(static_cast<std::size_t>(of)); };
  if (level < 4 && state_.sink_celsius > begins(level)) ++level;
  if (level > 0 && state_.sink_celsius < begins(level - 1) - kHysteresis) --level;
}

void PhysicalModel::follow_load(double seconds) {
  double running = 0;
  for (const Cluster& cluster : state_.clusters) {
    running += std::accumulate(cluster.busy.begin(), cluster.busy.end(), 0.0);
  }
  constexpr std::array<double, 3> kWindows{60, 300, 900};
  for (std::size_t i = 0; i < kWindows.size(); ++i) {
    state_.load[i] = towards(state_.load[i], running, seconds, kWindows[i]);
  }
}

const State& PhysicalModel::step(const Activity& activity, double seconds) {
  noise_ = 0.9 * noise_ + 0.1 * (random_.unit() - 0.5);
  Activity noisy = activity;
  for (double* share : {&noisy.efficiency, &noisy.performance, &noisy.gpu, &noisy.ane}) {
    *share = std::clamp(*share * (1 + 0.2 * noise_), 0.0, 1.0);
  }
  state_.activity = noisy;
  choose_states(noisy);
  run_engines(noisy);
  move_bytes(noisy);
  draw_power();
  heat_up(seconds);
  follow_load(seconds);
  return state_;
}

}  // namespace silicon::testing::synthetic
