#include "tests/support/synthetic_mac/raw/sensors.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <string_view>

namespace silicon::testing::synthetic {
namespace {

// What the SMC says of a cluster that has no power.
constexpr double kPlaceholder = 40;
constexpr double kGatedAbove = 0.6;  // share of the time without power

// Three sensors for each core: below its middle, in it, at its hottest.
constexpr std::array<double, 3> kTriplet{-6, 0, 6};
constexpr std::array<std::string_view, 6> kFirstCluster{"Tp00", "Tp01", "Tp02",
                                                        "Tp04", "Tp05", "Tp06"};
constexpr std::array<std::string_view, 6> kSecondCluster{"Tp0U", "Tp0V", "Tp0W",
                                                         "Tp0Y", "Tp0Z", "Tp0a"};

apple::SmcValue real(double value) {
  // To a 32nd: sensors have no more, and a recording stays small.
  const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(std::floor(value * 32) / 32));
  apple::SmcValue result{"flt ", {}};
  for (unsigned shift = 0; shift < 32; shift += 8) {
    result.bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
  return result;
}

class Keys {
 public:
  explicit Keys(apple::Sample& sample) : sample_(sample) {}
  void set(std::string_view key, double value) { sample_.smc[std::string(key)] = real(value); }

 private:
  apple::Sample& sample_;
};

bool is_gated(const Cluster& cluster) {
  return cluster.down > kGatedAbove;
}

template <std::size_t N>
void set_cores(Keys& keys, const std::array<std::string_view, N>& names, const Cluster& cluster) {
  for (std::size_t i = 0; i < N; ++i) {
    keys.set(names[i], is_gated(cluster) ? kPlaceholder : cluster.celsius + kTriplet[i % 3]);
  }
}

void set_processor(Keys& keys, const State& state) {
  const Cluster& first = state.clusters[1];
  const Cluster& second = state.clusters[2];
  set_cores(keys, kFirstCluster, first);
  set_cores(keys, kSecondCluster, second);
  const bool gated = is_gated(first) && is_gated(second);
  const double hottest = std::max(first.celsius, second.celsius);
  keys.set("TCMb", gated ? kPlaceholder : (first.celsius + second.celsius) / 2);
  keys.set("TCMz", gated ? kPlaceholder : hottest + 6);
  keys.set("TCDX", state.sink_celsius + 1);
  for (const char* key : {"Te05", "Te09"}) keys.set(key, state.clusters[0].celsius);
  for (const char* key : {"Te0H", "Te0S"}) keys.set(key, state.clusters[0].celsius + 1.5);
  for (const char* key : {"Tg0K", "Tg1U"}) keys.set(key, state.gpu.celsius);
  for (const char* key : {"Tg0L", "Tg1V"}) keys.set(key, state.gpu.celsius + 5.6);
  for (const char* key : {"Tm0p", "Tm1p", "Tm2p"}) {
    keys.set(key, state.sink_celsius + state.dram_watts * 0.5);
  }
}

// No sensor of a machine that runs says these; the SMC returns them all the same.
void set_constants(Keys& keys, apple::Sample& sample) {
  keys.set("TVD0", kPlaceholder);
  keys.set("Tp1i", -4);
  keys.set("Tp1j", 0);
  keys.set("Tp1k", 2.5);
  keys.set("Tp1l", 4);
  keys.set("Tp1m", 5.2);
  keys.set("Tz11", 9.4);
  sample.smc["TVDi"] = {"si32", {2, 0, 0, 0}};
  sample.smc["TR0Z"] = {"ioft", {0x9a, 0xd9, 0x33, 0, 0, 0, 0, 0}};
}

void set_surroundings(Keys& keys, const Hardware& hardware, const State& state) {
  const double warmth = state.sink_celsius - 23;
  keys.set("TH0x", 25 + warmth * 0.25);
  keys.set("TW0P", 27 + warmth * 0.3);
  if (hardware.is_portable) {
    for (const char* key : {"TB0T", "TB1T", "TB2T"}) keys.set(key, 26 + warmth * 0.15);
    keys.set("Ts0P", 25 + warmth * 0.2);
    keys.set("TaLP", 24 + warmth * 0.4);
    keys.set("TaRF", 24 + warmth * 0.38);
  } else {
    for (const char* key : {"TaFL", "TaFR"}) keys.set(key, 24 + warmth * 0.1);
    for (const char* key : {"TaRL", "TaRR"}) keys.set(key, 24 + warmth * 0.45);
  }
}

void set_fans(Keys& keys, apple::Sample& sample, const State& state) {
  constexpr double kSlowest = 1350;
  constexpr double kFastest = 5800;
  sample.smc["FNum"] = {"ui8 ", {2}};
  for (const std::string fan : {"F0", "F1"}) {
    const double apart = fan == "F0" ? 0 : 95;
    const double speed = kSlowest + state.fan * (kFastest - kSlowest - apart);
    keys.set(fan + "Ac", speed + apart);
    keys.set(fan + "Mn", kSlowest);
    keys.set(fan + "Mx", kFastest);
  }
}

void set_power(Keys& keys, const Hardware& hardware, const State& state) {
  keys.set("PSTR", state.system_watts);
  keys.set("PDTR", state.system_watts);
  if (hardware.is_portable) keys.set("PPBR", 0);
}

void add_hid(const Hardware& hardware, const State& state, apple::Sample& sample) {
  const auto add = [&](const std::string& name, double celsius) {
    sample.hid.push_back({name, std::floor(celsius * 32) / 32});
  };
  const std::array<double, 4> dies{state.clusters[1].celsius, state.clusters[2].celsius,
                                   state.gpu.celsius, state.sink_celsius + 2};
  for (std::size_t i = 0; i < dies.size(); ++i) add("PMU tdie" + std::to_string(i + 1), dies[i]);
  for (int i = 1; i <= 2; ++i) add("PMU tdev" + std::to_string(i), state.sink_celsius + i);
  add("PMU TP1g", state.gpu.celsius);
  add("PMU tcal", 51.85);
  add("NAND CH0 temp", 27 + (state.sink_celsius - 23) * 0.2);
  // Each cell of a battery has the same name.
  for (int i = 0; hardware.is_portable && i < 2; ++i) {
    add("gas gauge battery", 26 + (state.sink_celsius - 23) * 0.15);
  }
}

}  // namespace

void add_sensors(const Hardware& hardware, const State& state, apple::Sample& sample) {
  Keys keys(sample);
  set_processor(keys, state);
  set_constants(keys, sample);
  set_surroundings(keys, hardware, state);
  set_fans(keys, sample, state);
  set_power(keys, hardware, state);
  add_hid(hardware, state, sample);
  sample.thermal_pressure = state.thermal_pressure;
}

}  // namespace silicon::testing::synthetic
