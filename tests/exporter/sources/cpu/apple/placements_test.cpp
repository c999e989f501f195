#include "exporter/sources/cpu/apple/placements.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/machines.hpp"

namespace silicon::cpu {
namespace {

using testing::cpu_nodes;

std::vector<std::string> clusters(const AppleTopology& topology) {
  std::vector<std::string> result;
  for (const Placement& placement : topology.placements) {
    result.push_back(placement.cluster + " " + placement.tier);
  }
  return result;
}

TEST(AppleTopology, PutsEfficiencyFirstOnM4Max) {
  const AppleTopology topology = apple_topology(testing::m4_max(40));
  ASSERT_EQ(topology.placements.size(), 16U);
  EXPECT_EQ(topology.placements[3], (Placement{3, "efficiency", "E0"}));
  EXPECT_EQ(topology.placements[4], (Placement{4, "performance", "P0"}));
  EXPECT_EQ(topology.placements[9], (Placement{9, "performance", "P0"}));
  EXPECT_EQ(topology.placements[10], (Placement{10, "performance", "P1"}));
}

// M5 Max: no efficiency cores; twelve "performance" ones come first, six "super" ones last.
TEST(AppleTopology, CallsTheUpperTierOfM5MaxSuper) {
  apple::Machine machine;
  machine.cpus = cpu_nodes({{"M", 6}, {"M", 6}, {"P", 6}});
  const AppleTopology topology = apple_topology(machine);
  ASSERT_EQ(topology.placements.size(), 18U);
  EXPECT_EQ(topology.placements[0], (Placement{0, "performance", "P0"}));
  EXPECT_EQ(topology.placements[11], (Placement{11, "performance", "P1"}));
  EXPECT_EQ(topology.placements[12], (Placement{12, "super", "S0"}));
  EXPECT_EQ(topology.clusters[1].type, "M");
  EXPECT_EQ(topology.clusters[1].ordinal, 1U);
}

// M3 Ultra: E0 P0 P1 E1 P2 P3.
TEST(AppleTopology, FollowsDiesThatInterleave) {
  apple::Machine machine;
  machine.cpus = cpu_nodes({{"E", 1}, {"P", 1}, {"P", 1}, {"E", 1}, {"P", 1}, {"P", 1}});
  EXPECT_EQ(clusters(apple_topology(machine)),
            (std::vector<std::string>{"E0 efficiency", "P0 performance", "P1 performance",
                                      "E1 efficiency", "P2 performance", "P3 performance"}));
}

TEST(AppleTopology, TakesTheTreesWordForIndicesAndNotItsOrder) {
  apple::Machine machine;
  machine.cpus = {{"cpu0", "P", 1, 2}, {"cpu1", "E", 0, 1}, {"cpu2", "E", 0, 0}};
  EXPECT_EQ(clusters(apple_topology(machine)),
            (std::vector<std::string>{"E0 efficiency", "E0 efficiency", "P0 performance"}));
}

TEST(AppleTopology, SaysNothingThatTheTreeDoesNotSay) {
  apple::Machine machine;
  EXPECT_TRUE(apple_topology(machine).placements.empty());
  machine.cpus = {{"cpu0", "", 0, 0},
                  {"cpu1", "P", 0, std::nullopt},
                  {"cpu2", "P", 0, 100000},
                  {"cpu3", "Q", 4, 3},
                  {"cpu4", "P", 0, 3}};
  EXPECT_EQ(clusters(apple_topology(machine)), (std::vector<std::string>{"C0 unknown"}));
}

}  // namespace
}  // namespace silicon::cpu
