#include "exporter/sources/cpu/frequency.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::cpu {
namespace {

const Placements kPlacements{{0, "efficiency", "E0"},
                             {1, "efficiency", "E0"},
                             {2, "performance", "P0"},
                             {3, "performance", "P0"}};

BusyShare nobody_is_busy() {
  return [](unsigned) { return 0.0; };
}

std::optional<double> value(const core::Families& families, const std::string& name,
                            const std::string& cluster) {
  const std::string tier = cluster == "P0" ? "performance" : "efficiency";
  return testing::value_of(families, name + "{cluster=\"" + cluster + "\",tier=\"" + tier + "\"}");
}

TEST(ClusterFrequency, IsTheMeanOfItsCpusWhenAllAreIdle) {
  const auto families =
      frequency_families({{{2}, 3e9, 4.8e9}, {{3}, 1e9, 4.8e9}}, kPlacements, nobody_is_busy());
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_hertz", "P0"), 2e9);
}

TEST(ClusterFrequency, CountsEveryCpuOfASharedDomain) {
  const auto families =
      frequency_families({{{0, 1, 2}, 3e9, {}}, {{3}, 1e9, {}}}, kPlacements, nobody_is_busy());
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_hertz", "E0"), 3e9);
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_hertz", "P0"), 2e9);
}

TEST(ClusterFrequency, IsThatOfTheBusyCpusNotOfTheParkedOnes) {
  const auto busy = [](unsigned cpu) -> std::optional<double> {
    if (cpu == 2) return 0.9;
    if (cpu == 3) return 0.1;
    return std::nullopt;
  };
  const auto families = frequency_families({{{2}, 4e9, {}}, {{3}, 1e9, {}}}, kPlacements, busy);
  EXPECT_DOUBLE_EQ(*value(families, "silicon_cpu_cluster_frequency_hertz", "P0"), 3.7e9);
}

TEST(ClusterFrequency, LeavesOutClustersAndCpusThatSayNothing) {
  const auto families =
      frequency_families({{{0}, {}, 2e9}, {{2}, 2.5e9, {}}, {{3}, {}, {}}, {{77}, 9e9, 9e9}},
                         kPlacements, nobody_is_busy());
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_hertz", "E0"), std::nullopt);
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_max_hertz", "E0"), 2e9);
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_hertz", "P0"), 2.5e9);
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_max_hertz", "P0"), std::nullopt);
  EXPECT_TRUE(frequency_families({{{0}, {}, {}}}, kPlacements, nobody_is_busy()).empty());
}

TEST(ClusterFrequency, StatesTheHighestMaximumAndTheTier) {
  const auto families =
      frequency_families({{{2}, 1e9, 4.1e9}, {{3}, 1e9, 3.9e9}}, kPlacements, nobody_is_busy());
  EXPECT_EQ(value(families, "silicon_cpu_cluster_frequency_max_hertz", "P0"), 4.1e9);
}

}  // namespace
}  // namespace silicon::cpu
