// An engine among targets in trouble, with hardships of its own: killed at any moment, its clock
// set, its webhook silent. Time moves only here. A referee watches. For tests; one thread. Tested
// by tests/simulation/simulation_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/dice.hpp"
#include "tests/simulation/referee.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/support/alerting/engine_world.hpp"

namespace silicon::simulation {

// How often each happens, on average; never when nothing is said.
struct Hardships {
  std::optional<core::Duration> restarts;
  std::optional<core::Duration> deaths;  // in the middle of a step
  std::optional<core::Duration> clock_changes;
  std::optional<core::Duration> silent_webhooks;
  bool restart_after_every_step = false;
};

struct Setup {
  Scene scene;
  Hardships hardships;
  std::uint64_t seed = 1;
  std::vector<std::string> instances{"a:1", "b:1"};
};

// The rules that the simulation runs, and what the referee knows of them.
engine::Settings simulated_settings();
Terms simulated_terms();

class Simulation {
 public:
  explicit Simulation(Setup setup);

  // Goes on for that long, really; whatever the program's clock says meanwhile.
  void run(core::Duration time);

  // One turn of the engine, and time until something is due.
  void turn();

  void restart(core::Duration downtime, bool in_order = false);
  void set_clock(core::Duration by);

  core::Duration elapsed() const { return elapsed_; }

  testing::EngineWorld world;
  Referee referee{simulated_terms()};
  int restarts = 0;
  int turns = 0;

 private:
  void look();
  void befall(core::Duration passed);
  void pass(core::Duration time);
  bool happens(const std::optional<core::Duration>& every, core::Duration passed);
  core::Duration until_due();

  Setup setup_;
  Dice dice_;
  core::Duration elapsed_{0};
  std::size_t told_ = 0;  // of the world's, what the referee has heard
  core::Duration webhooks_silent_until_{0};
};

}  // namespace silicon::simulation
