// A small physical model of an M4 Max: work asked for becomes time at frequencies, that becomes
// power and memory traffic, power becomes heat, heat moves fans and, where they do not suffice,
// slows everything down. Only + - * /, so that every compiler comes to the same figures.
// State without locks: one thread at a time.
// Tested by tests/support/synthetic_mac/physics/model_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/support/synthetic_mac/physics/hardware.hpp"
#include "tests/support/synthetic_mac/physics/random.hpp"
#include "tests/support/synthetic_mac/script.hpp"

namespace silicon::testing::synthetic {

// Shares of a step, by state; they add up to 1.
using Shares = std::vector<double>;

struct Cluster {
  bool is_efficient = false;
  std::vector<double> busy;   // share of the step in which each core worked
  double active = 0;          // share in which any of them did
  double down = 0;            // share without power; the rest is idle
  Shares realised;            // of the active time, by frequency: what the cluster ran at
  std::size_t requested = 0;  // the state that its cores asked for
  double hertz = 0;           // mean of `realised`
  std::vector<double> core_watts;
  double manager_watts = 0;
  double bytes_per_second = 0;
  double celsius = 0;
};

struct Engine {  // GPU, neural engine
  double busy = 0;
  std::size_t state = 0;  // of the GPU's table
  double watts = 0;
  double bytes_per_second = 0;
  double celsius = 0;
};

struct State {
  std::array<Cluster, 3> clusters;  // efficiency, performance, performance
  Engine gpu;
  Engine ane;
  double display_bytes_per_second = 0;
  double dram_watts = 0;
  double cpu_watts = 0;     // cores and managers
  double system_watts = 0;  // at the wall
  double sink_celsius = 0;
  double fan = 0;                     // 0 to 1, from slowest to fastest
  std::int64_t thermal_pressure = 0;  // 0 nominal to 4 sleeping
  std::array<double, 3> load{};
  Activity activity;  // with the noise that real work has

  double bytes_per_second() const;
  double rail_watts() const { return cpu_watts + gpu.watts + ane.watts + dram_watts; }
};

class PhysicalModel {
 public:
  PhysicalModel(const Hardware& hardware, std::uint64_t seed);

  const State& step(const Activity& activity, double seconds);

 private:
  void choose_states(const Activity& activity);
  void fill(Cluster& cluster, double wanted);
  void run_engines(const Activity& activity);
  void move_bytes(const Activity& activity);
  void draw_power();
  void heat_up(double seconds);
  void follow_load(double seconds);
  double allowed() const;

  const Hardware& hardware_;
  Random random_;
  double noise_ = 0;
  State state_;
};

}  // namespace silicon::testing::synthetic
