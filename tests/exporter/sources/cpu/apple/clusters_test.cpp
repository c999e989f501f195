#include "exporter/sources/cpu/apple/clusters.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/channels.hpp"
#include "tests/support/apple/machines.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::cpu {
namespace {

using testing::pmgr_table;
using testing::sample_at;
using testing::States;

apple::Channel complex_channel(std::string name, const States& states) {
  return testing::state_channel(std::string(kComplexGroup), std::string(kComplexSubgroup),
                                std::move(name), states);
}

// Two clusters of two states each, and a manager that has been idle at some time since boot.
apple::Machine small_machine() {
  apple::Machine machine;
  machine.cpus = testing::cpu_nodes({{"E", 1}, {"P", 1}, {"P", 1}});
  machine.pmgr["voltage-states1-sram"] = pmgr_table({1000000, 2000000});
  machine.pmgr["voltage-states5-sram"] = pmgr_table({1000000, 4000000});
  machine.pmgr["voltage-states13-sram"] = pmgr_table({1000000, 3000000});
  return machine;
}

const ClusterSpeed& speed_of(const std::vector<ClusterSpeed>& speeds, std::string_view cluster) {
  for (const ClusterSpeed& speed : speeds) {
    if (speed.cluster == cluster) return speed;
  }
  static const ClusterSpeed none{};
  return none;
}

// What one second of these channels after a sample of `before` says.
std::vector<ClusterSpeed> measure(const apple::Machine& machine, std::vector<apple::Channel> before,
                                  std::vector<apple::Channel> after) {
  ClusterMeter meter(machine);
  meter.update(sample_at(100, std::move(before)), std::nullopt);
  return meter.update(sample_at(101, std::move(after)), 1);
}

TEST(ComplexName, TellsTypeDieClusterAndManager) {
  const auto name = [](std::string_view text) { return parse_complex_name(text); };
  EXPECT_EQ(name("PCPM1")->type, "P");
  EXPECT_EQ(name("PCPM1")->cluster, 1U);
  EXPECT_TRUE(name("PCPM1")->is_manager);
  EXPECT_FALSE(name("ECPU")->is_manager);
  EXPECT_EQ(name("MCPM0")->type, "M");
  EXPECT_EQ(name("DIE_1_PCPU1")->die, 1U);
  for (const char* other : {"PCPM_IDLE", "PCP", "", "GPUPH", "XCPU", "DIE_PCPU", "DIE_x_PCPU",
                            "PCPU99999999999", "PCPU 1", "DIE_1_"}) {
    EXPECT_FALSE(parse_complex_name(other)) << other;
  }
}

// macmon #78, a base M4: what the cores asked for is not what the cluster did.
TEST(ClusterMeter, ShowsWhatRanAndNotWhatWasAskedFor) {
  const auto speeds = measure(
      small_machine(),
      {complex_channel("PCPU", {{"DOWN", 0}, {"IDLE", 50}, {"V0P1", 0}, {"V1P0", 0}}),
       complex_channel("PCPM", {{"DOWN", 0}, {"IDLE", 50}, {"V0P1", 0}, {"V1P0", 0}})},
      {complex_channel("PCPU", {{"DOWN", 0}, {"IDLE", 50}, {"V0P1", 0}, {"V1P0", 24000000}}),
       complex_channel("PCPM",
                       {{"DOWN", 0}, {"IDLE", 6000050}, {"V0P1", 12000000}, {"V1P0", 6000000}})});
  EXPECT_EQ(speed_of(speeds, "P0").hertz, 2e9);
  EXPECT_EQ(speed_of(speeds, "P0").active_ratio, 0.75);
  EXPECT_EQ(speed_of(speeds, "P0").max_hertz, 4e9);
}

TEST(ClusterMeter, TakesAManagerThatWasNeverIdleForTheFabric) {
  const auto speeds =
      measure(small_machine(),
              {complex_channel("ECPU", {{"IDLE", 7}, {"V0P1", 0}, {"V1P0", 0}}),
               complex_channel("ECPM", {{"IDLE", 0}, {"V0P1", 5}, {"V1P0", 0}})},
              {complex_channel("ECPU", {{"IDLE", 12000007}, {"V0P1", 12000000}, {"V1P0", 0}}),
               complex_channel("ECPM", {{"IDLE", 0}, {"V0P1", 5}, {"V1P0", 24000000}})});
  EXPECT_EQ(speed_of(speeds, "E0").hertz, 1e9);
  EXPECT_EQ(speed_of(speeds, "E0").active_ratio, 0.5);
}

TEST(ClusterMeter, KnowsTheSecondClusterByItsNumber) {
  const auto speeds =
      measure(small_machine(), {complex_channel("PCPM1", {{"IDLE", 1}, {"V0P1", 0}, {"V1P0", 0}})},
              {complex_channel("PCPM1", {{"IDLE", 1}, {"V0P1", 0}, {"V1P0", 24000000}})});
  EXPECT_EQ(speed_of(speeds, "P1").hertz, 3e9);
  EXPECT_FALSE(speed_of(speeds, "P0").hertz);
  EXPECT_FALSE(speed_of(speeds, "P0").active_ratio);
}

TEST(ClusterMeter, CountsClustersOfTheSecondDieAfterThoseOfTheFirst) {
  apple::Machine machine = small_machine();
  machine.cpus = testing::cpu_nodes({{"E", 1}, {"P", 1}, {"P", 1}, {"E", 1}, {"P", 1}, {"P", 1}});
  const States before{{"IDLE", 1}, {"V0P1", 0}, {"V1P0", 0}};
  const States after{{"IDLE", 1}, {"V0P1", 24000000}, {"V1P0", 0}};
  const auto speeds = measure(machine, {complex_channel("DIE_1_PCPM", before)},
                              {complex_channel("DIE_1_PCPM", after)});
  EXPECT_EQ(speed_of(speeds, "P2").hertz, 1e9);
  EXPECT_FALSE(speed_of(speeds, "P0").hertz);
}

TEST(ClusterMeter, HasNoFrequencyWithoutATableOfThatLength) {
  apple::Machine machine = small_machine();
  machine.pmgr["voltage-states1-sram"] = pmgr_table({1000000, 2000000, 3000000});
  const auto speeds =
      measure(machine, {complex_channel("ECPM", {{"IDLE", 1}, {"V0P1", 0}, {"V1P0", 0}})},
              {complex_channel("ECPM", {{"IDLE", 12000001}, {"V0P1", 12000000}, {"V1P0", 0}})});
  EXPECT_FALSE(speed_of(speeds, "E0").hertz);
  EXPECT_EQ(speed_of(speeds, "E0").active_ratio, 0.5);
}

TEST(ClusterMeter, DoesNotBelieveStatesThatLastLongerThanTheInterval) {
  const auto speeds =
      measure(small_machine(), {complex_channel("ECPM", {{"IDLE", 1}, {"V0P1", 0}, {"V1P0", 0}})},
              {complex_channel("ECPM", {{"IDLE", 1}, {"V0P1", 240000000}, {"V1P0", 0}})});
  EXPECT_FALSE(speed_of(speeds, "E0").active_ratio);
}

TEST(ClusterFamilies, LeaveOutTheFrequencyOfAClusterThatSlept) {
  EXPECT_EQ(
      testing::lines(cluster_families(
          {{"E0", "efficiency", 1e9, 2e9, 0.5}, {"P0", "performance", {}, 4e9, 0.0}})),
      (std::vector<std::string>{
          R"(silicon_cpu_cluster_frequency_hertz{cluster="E0",tier="efficiency"} 1000000000)",
          R"(silicon_cpu_cluster_frequency_max_hertz{cluster="E0",tier="efficiency"} 2000000000)",
          R"(silicon_cpu_cluster_frequency_max_hertz{cluster="P0",tier="performance"} 4000000000)",
          R"(silicon_cpu_cluster_active_ratio{cluster="E0",tier="efficiency"} 0.5)",
          R"(silicon_cpu_cluster_active_ratio{cluster="P0",tier="performance"} 0)"}));
}

}  // namespace
}  // namespace silicon::cpu
