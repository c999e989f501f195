#include "exporter/sources/cpu/topology/topology.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace silicon::cpu {
namespace {

using Capacities = std::vector<std::uint64_t>;

std::vector<CpuFacts> with_capacities(const Capacities& capacities) {
  std::vector<CpuFacts> facts(capacities.size());
  for (unsigned cpu = 0; cpu < facts.size(); ++cpu) {
    facts[cpu].cpu = cpu;
    facts[cpu].capacity = capacities[cpu];
  }
  return facts;
}

// One letter for each CPU's tier: p, e, l, or ? for unknown.
std::string tiers(const std::vector<CpuFacts>& facts) {
  std::string letters;
  for (const Placement& placement : place(facts)) {
    letters += placement.tier == "unknown" ? '?' : placement.tier.front();
  }
  return letters;
}

std::string clusters(const std::vector<CpuFacts>& facts) {
  std::string names;
  for (const Placement& placement : place(facts)) names += placement.cluster + " ";
  return names;
}

TEST(Tiers, PartBigFromLittleByCapacity) {
  EXPECT_EQ(tiers(with_capacities({427, 427, 1024, 1024})), "eepp");
  EXPECT_EQ(tiers(with_capacities({1024, 512})), "pe");
}

TEST(Tiers, AreUnknownWhereAllCapacitiesAreEqual) {
  EXPECT_EQ(tiers(with_capacities({1024, 1024, 1024, 1024})), "????");
}

TEST(Tiers, TakeFavouredCoresOfOneKindForWhatTheyAre) {
  EXPECT_EQ(tiers(with_capacities({1024, 1011, 1003, 1024})), "????");
  EXPECT_EQ(tiers(with_capacities({1024, 870})), "??");
  EXPECT_EQ(tiers(with_capacities({427, 1011, 1024})), "epp");
}

TEST(Tiers, PartThreeKindsAtTheWidestStep) {
  EXPECT_EQ(tiers(with_capacities({250, 250, 830, 830, 1024})), "eeppp");
  EXPECT_EQ(tiers(with_capacities({160, 498, 1024})), "eep");
}

TEST(Tiers, AreUnknownWhenTheCapacityOfOneCpuIsMissingOrZero) {
  auto facts = with_capacities({427, 1024});
  facts[0].capacity = std::nullopt;
  EXPECT_EQ(tiers(facts), "??");
  EXPECT_EQ(tiers(with_capacities({0, 1024})), "??");
}

TEST(Tiers, PartDenseFromClassicCoresByMaximumFrequency) {
  auto facts = with_capacities({1024, 1024, 1024});  // as on x86, where it says nothing
  facts[0].maximum_kilohertz = 5100000;
  facts[1].maximum_kilohertz = 5050000;
  facts[2].maximum_kilohertz = 3300000;
  EXPECT_EQ(tiers(facts), "ppe");
}

TEST(Tiers, BelieveIntelsListsBeforeCapacities) {
  auto facts = with_capacities({1024, 760, 300});
  facts[0].intel = IntelCore::core;
  facts[1].intel = IntelCore::atom;
  facts[2].intel = IntelCore::atom;
  facts[0].has_level3_cache = facts[1].has_level3_cache = true;
  EXPECT_EQ(tiers(facts), "pel");
}

TEST(Tiers, CallAtomsWithoutLevel3CacheEfficientWhereNoAtomHasOne) {
  auto facts = with_capacities({1024, 700, 700});
  facts[0].intel = IntelCore::core;
  facts[0].has_level3_cache = true;
  facts[1].intel = facts[2].intel = IntelCore::atom;  // Lunar Lake
  EXPECT_EQ(tiers(facts), "pee");
}

TEST(Tiers, KnowTheKernelsOwnListOfLowPowerCores) {
  auto facts = with_capacities({1024, 700, 300});
  facts[0].intel = IntelCore::core;
  facts[1].intel = IntelCore::atom;
  facts[2].intel = IntelCore::lowpower;  // Arrow Lake H
  EXPECT_EQ(tiers(facts), "pel");
}

TEST(Tiers, AreUnknownForACpuThatIntelsListsForget) {
  auto facts = with_capacities({1024, 1024});
  facts[0].intel = IntelCore::core;
  EXPECT_EQ(tiers(facts), "p?");
}

TEST(Clusters, AreCalledAllWhereNothingPartsTheCpus) {
  EXPECT_EQ(clusters(with_capacities({1024, 1024})), "all all ");
}

TEST(Clusters, AreNumberedWithinTheirTier) {
  EXPECT_EQ(clusters(with_capacities({427, 427, 1024, 1024})), "E0 E0 P0 P0 ");
}

TEST(Clusters, ArePartedByPackage) {
  auto facts = with_capacities({1024, 1024, 1024, 1024});
  facts[1].package = facts[3].package = 1;
  EXPECT_EQ(clusters(facts), "C0 C1 C0 C1 ");
}

TEST(Clusters, ArePartedBySharedFrequencies) {
  auto facts = with_capacities({427, 427, 427, 1024, 1024, 1024, 1024});
  const unsigned domains[] = {0, 0, 0, 3, 3, 5, 5};
  for (std::size_t i = 0; i < facts.size(); ++i) facts[i].frequency_domain = domains[i];
  EXPECT_EQ(clusters(facts), "E0 E0 E0 P0 P0 P1 P1 ");
}

TEST(Clusters, AreNotPartedByFrequenciesThatEachCpuHasForItself) {
  auto facts = with_capacities({1024, 1024, 1024, 1024});
  for (auto& cpu : facts) cpu.frequency_domain = cpu.cpu;
  EXPECT_EQ(clusters(facts), "all all all all ");
  for (auto& cpu : facts) cpu.frequency_domain = cpu.cpu / 2 * 2;  // siblings of one core
  EXPECT_EQ(clusters(facts), "all all all all ");
}

TEST(Clusters, ArePartedByHardwareClustersOfSeveralCpus) {
  auto facts = with_capacities(Capacities(8, 1024));
  for (auto& cpu : facts) cpu.hardware_cluster = cpu.cpu / 4 * 8;
  EXPECT_EQ(clusters(facts), "C0 C0 C0 C0 C1 C1 C1 C1 ");
  for (auto& cpu : facts) cpu.hardware_cluster = cpu.cpu;
  EXPECT_EQ(clusters(facts), "all all all all all all all all ");
}

TEST(Clusters, IgnoreTheKernelsWayToSayNoHardwareCluster) {
  auto facts = with_capacities(Capacities(5, 1024));
  for (const std::uint64_t nothing : {65535UL, 4294967295UL, 18446744073709551615UL}) {
    for (auto& cpu : facts) cpu.hardware_cluster = cpu.cpu == 0 ? 0 : nothing;
    EXPECT_EQ(clusters(facts), "all all all all all ");
  }
}

TEST(Placement, IsInTheOrderOfCpusWhateverTheOrderOfFacts) {
  auto facts = with_capacities({427, 1024});
  std::swap(facts[0], facts[1]);
  EXPECT_EQ(place(facts), (Placements{{0, "efficiency", "E0"}, {1, "performance", "P0"}}));
}

TEST(Placement, IsEmptyForNoCpus) {
  EXPECT_TRUE(place({}).empty());
}

}  // namespace
}  // namespace silicon::cpu
