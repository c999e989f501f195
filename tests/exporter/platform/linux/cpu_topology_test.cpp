#include "exporter/platform/linux/cpu_topology.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/linux_machines.hpp"

namespace silicon::linux_platform {
namespace {

using testing::cpus_up_to;
using testing::FakeHostFiles;

// "P0*12 E0*4": runs of CPUs in one cluster. Tiers are those of the clusters' letters.
std::string runs(const cpu::Placements& placements) {
  std::string text, last;
  unsigned length = 0;
  const auto end_run = [&] {
    if (length > 0) text += last + "*" + std::to_string(length) + " ";
    length = 0;
  };
  for (const cpu::Placement& placement : placements) {
    if (placement.cluster != last) end_run();
    last = placement.cluster;
    ++length;
  }
  end_run();
  return text;
}

std::string tier_of(const cpu::Placements& placements, unsigned cpu) {
  return placements.at(cpu).tier;
}

template <class Machine>
cpu::Placements placements_of(Machine make, unsigned cpus) {
  FakeHostFiles machine;
  make(machine);
  CpuTopology topology;
  topology.read(machine, cpus_up_to(cpus));
  return topology.placements();
}

TEST(CpuTopology, PartsAServerByItsSocketsOnly) {
  const auto placements = placements_of(testing::make_xeon_server, 16);
  EXPECT_EQ(runs(placements), "C0*4 C1*4 C0*4 C1*4 ");
  EXPECT_EQ(tier_of(placements, 0), "unknown");
}

TEST(CpuTopology, DoesNotTakeARyzensPreferredCoresForATier) {
  const auto placements = placements_of(testing::make_ryzen_amd_pstate, 8);
  EXPECT_EQ(runs(placements), "all*8 ");
  EXPECT_EQ(tier_of(placements, 7), "unknown");
}

TEST(CpuTopology, KnowsTheThreeKindsOfCoresOfAMeteorLake) {
  const auto placements = placements_of(testing::make_meteor_lake, 22);
  EXPECT_EQ(runs(placements), "P0*12 E0*4 E1*4 LP0*2 ");
  EXPECT_EQ(tier_of(placements, 11), "performance");
  EXPECT_EQ(tier_of(placements, 12), "efficiency");
  EXPECT_EQ(tier_of(placements, 21), "low_power");
}

TEST(CpuTopology, KnowsTheClustersOfABigLittleBoard) {
  const auto placements = placements_of(testing::make_rk3588, 8);
  EXPECT_EQ(runs(placements), "E0*4 P0*2 P1*2 ");
  EXPECT_EQ(tier_of(placements, 0), "efficiency");
  EXPECT_EQ(tier_of(placements, 7), "performance");
}

TEST(CpuTopology, DoesNotGuessInsideDockerDesktop) {
  const auto placements = placements_of(testing::make_docker_desktop_guest, 8);
  EXPECT_EQ(runs(placements), "all*8 ");
  EXPECT_EQ(tier_of(placements, 0), "unknown");
}

TEST(CpuTopology, KnowsThatARaspberryPiHasOneClusterWithOneFrequency) {
  FakeHostFiles machine;
  testing::make_raspberry_pi(machine);
  CpuTopology topology;
  topology.read(machine, cpus_up_to(4));
  EXPECT_EQ(runs(topology.placements()), "all*4 ");
  EXPECT_EQ(topology.frequency_domain(3), 0U);
}

TEST(CpuTopology, SaysUnknownWhereSysSaysNothing) {
  FakeHostFiles machine;
  CpuTopology topology;
  topology.read(machine, {0, 5});
  EXPECT_EQ(topology.placements(), (cpu::Placements{{0, "unknown", "all"}, {5, "unknown", "all"}}));
  EXPECT_EQ(topology.frequency_domain(0), std::nullopt);
  EXPECT_EQ(topology.frequency_domain(99), std::nullopt);
}

TEST(CpuTopology, TakesGarbageForSilence) {
  FakeHostFiles machine;
  for (const unsigned cpu : cpus_up_to(2)) {
    testing::describe_cpu(machine, cpu,
                          {{"cpu_capacity", cpu == 0 ? "big" : "-1024"},
                           {"topology/physical_package_id", "-1"},
                           {"topology/cluster_id", ""},
                           {"cpufreq/related_cpus", "all of them"},
                           {"cpufreq/cpuinfo_max_freq", "<unknown>"}});
  }
  machine.files["/sys/bus/event_source/devices/cpu_core/cpus"] = "none";
  CpuTopology topology;
  topology.read(machine, cpus_up_to(2));
  EXPECT_EQ(runs(topology.placements()), "all*2 ");
}

TEST(CpuTopology, DoesNotBelieveAListOfRelatedCpusThatLacksTheCpuItself) {
  FakeHostFiles machine;  // node_exporter's fixture has such lists
  testing::describe_cpu(machine, 2, {{"cpufreq/related_cpus", "0"}});
  CpuTopology topology;
  topology.read(machine, {2});
  EXPECT_EQ(topology.frequency_domain(2), 2U);
}

TEST(CpuTopology, RemembersACpuThatWentOfflineSoThatClustersKeepTheirNames) {
  FakeHostFiles machine;
  testing::make_rk3588(machine);
  CpuTopology topology;
  topology.read(machine, cpus_up_to(8));
  const auto before = topology.placements();
  std::erase_if(machine.files, [](const auto& file) {
    return file.first.find("/cpu4/") != std::string::npos ||
           file.first.find("/cpu5/") != std::string::npos;
  });
  topology.read(machine, {0, 1, 2, 3, 6, 7});
  EXPECT_EQ(topology.placements(), before);
}

TEST(CpuTopology, LooksForCachesOnHybridPartsOnly) {
  FakeHostFiles machine;
  testing::make_xeon_server(machine);
  CpuTopology topology;
  topology.read(machine, cpus_up_to(16));
  for (const std::string& path : machine.log) {
    EXPECT_EQ(path.find("/cache/"), std::string::npos) << path;
  }
}

}  // namespace
}  // namespace silicon::linux_platform
