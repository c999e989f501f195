#include "tests/support/synthetic_mac/physics/model.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/synthetic_mac/scenarios.hpp"

namespace silicon::testing::synthetic {
namespace {

class Physics : public ::testing::Test {
 protected:
  // What it comes to after so long of one activity.
  const State& after(double seconds, const Activity& activity) {
    const State* state = nullptr;
    for (double passed = 0; passed < seconds; passed += 0.1) state = &model_.step(activity, 0.1);
    return *state;
  }

  const Hardware hardware_ = m4_max_hardware(Model::sixteen_cores, EnergyPublication::live);
  PhysicalModel model_{hardware_, 1};
};

TEST_F(Physics, SharesAddUpToOne) {
  for (const Activity& activity : {resting(), order_burst(), training(), run_away()}) {
    for (const Cluster& cluster : after(5, activity).clusters) {
      const double sum = std::accumulate(cluster.realised.begin(), cluster.realised.end(), 0.0);
      EXPECT_NEAR(sum, 1, 1e-12);
      EXPECT_LE(cluster.active + cluster.down, 1 + 1e-12);
      for (const double busy : cluster.busy) EXPECT_LE(busy, cluster.active + 1e-12);
    }
  }
}

TEST_F(Physics, PowersOneClusterBeforeTheOther) {
  Activity half = resting();
  half.performance = 0.4;
  const State& state = after(1, half);
  EXPECT_GT(state.clusters[1].down, 0.9);
  EXPECT_LT(state.clusters[2].down, 0.1);
}

TEST_F(Physics, IsAsWarmAsAtRestAfterAWhileOfRest) {
  const double cool = after(900, resting()).sink_celsius;
  const double hot = after(120, training()).sink_celsius;
  EXPECT_GT(hot, cool + 15);
  EXPECT_NEAR(after(1500, resting()).sink_celsius, cool, 1);
}

TEST_F(Physics, HeatsAndCoolsWithTimeConstants) {
  after(300, resting());
  const double before = model_.step(resting(), 0.1).clusters[2].celsius;
  const double soon = after(1, order_burst()).clusters[2].celsius;
  const double later = after(30, order_burst()).clusters[2].celsius;
  EXPECT_LT(soon - before, 6);
  EXPECT_GT(later - before, 15);
}

// With its vents free it holds full load for ever, though its fans must run.
TEST_F(Physics, HoldsFullLoadWithFreeVents) {
  Activity full = run_away();
  full.airflow = 1;
  const State& state = after(1200, full);
  EXPECT_EQ(state.thermal_pressure, 0);
  EXPECT_GT(state.fan, 0.7);
  EXPECT_LT(state.sink_celsius, 80);
}

TEST_F(Physics, ThrottlesAndDrawsLessWithCoveredVents) {
  after(60, training());
  const double before = after(5, run_away()).rail_watts();
  const State& state = after(85, run_away());
  EXPECT_EQ(state.thermal_pressure, 4);
  EXPECT_LT(state.rail_watts(), before / 3);
}

TEST_F(Physics, CarriesNoMoreThanTheBusDoes) {
  Activity flood = memory_stream();
  flood.gpu_bytes_per_second = 900e9;
  EXPECT_LE(after(1, flood).bytes_per_second(), 0.9 * 546e9 * 1.0001);
}

TEST_F(Physics, DrawsTheSumOfItsPartsAndMoreAtTheWall) {
  const State& state = after(10, training());
  EXPECT_NEAR(state.rail_watts(),
              state.cpu_watts + state.gpu.watts + state.ane.watts + state.dram_watts, 1e-9);
  EXPECT_GT(state.system_watts, state.rail_watts() + 7);
}

}  // namespace
}  // namespace silicon::testing::synthetic
