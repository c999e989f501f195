#include "exporter/sources/apple/frequency_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/apple/machines.hpp"

namespace silicon::apple {
namespace {

using testing::pmgr_table;
using Hertz = std::vector<double>;

TEST(Frequencies, AreInKilohertzOnM4AndInHertzBefore) {
  EXPECT_EQ(frequencies_of(pmgr_table({1020000, 2592000})), (Hertz{1020e6, 2592e6}));
  EXPECT_EQ(frequencies_of(pmgr_table({600000000, 3228000000U})), (Hertz{600e6, 3228e6}));
}

TEST(Frequencies, WrapAt32BitsInHertz) {
  // 4,300 and 4,512 MHz: what stands there is less by 2^32, the first even below 100 MHz.
  const auto wrapped = [](double hertz) {
    return static_cast<std::uint32_t>(std::fmod(hertz, 4294967296.0));
  };
  EXPECT_EQ(frequencies_of(pmgr_table({1260000000, 4104000000U, wrapped(4300e6)})),
            (Hertz{1260e6, 4104e6, 4300e6}));
  EXPECT_EQ(frequencies_of(pmgr_table({4104000000U, wrapped(4416e6), wrapped(4512e6)})),
            (Hertz{4104e6, 4416e6, 4512e6}));
}

TEST(Frequencies, KeepTheOrderAndTheRepetitionsOfAGpuTable) {
  const auto table = frequencies_of(pmgr_table(testing::kM4MaxGpuHertz));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->size(), 15U);  // without OFF
  EXPECT_EQ((*table)[7], 1182e6);
  EXPECT_EQ((*table)[8], 1182e6);
  EXPECT_LT((*table)[10], (*table)[9]);
}

TEST(Frequencies, AreNotMadeUp) {
  EXPECT_FALSE(frequencies_of({}));
  EXPECT_FALSE(frequencies_of({1, 2, 3}));
  EXPECT_FALSE(frequencies_of(Bytes(9, 1)));
  EXPECT_FALSE(frequencies_of(pmgr_table({0, 0})));
  EXPECT_FALSE(frequencies_of(pmgr_table({1, 1, 1, 1})));
  EXPECT_FALSE(frequencies_of(pmgr_table({64250, 46678})));  // periods
  EXPECT_FALSE(frequencies_of(pmgr_table(std::vector<std::uint32_t>(65, 1020000))));
}

TEST(Frequencies, AgreeWithThePeriodsBesideThem) {
  struct Pair {
    std::uint32_t period;
    double megahertz;
  };
  for (const Pair& pair : {Pair{64250, 1020}, Pair{46678, 1404}, Pair{25283, 2592.1},
                           Pair{14524, 4512.3}, Pair{109226, 600}, Pair{14222, 4608.1}}) {
    const auto table = frequencies_of_periods(pmgr_table({pair.period}));
    ASSERT_TRUE(table);
    EXPECT_NEAR((*table)[0] / 1e6, pair.megahertz, pair.megahertz / 1000);
  }
  EXPECT_FALSE(frequencies_of_periods(pmgr_table({1, 1})));
  EXPECT_FALSE(frequencies_of_periods({}));
}

TEST(ClusterTable, IsTheOneOfItsTypeThatHasAsManyStates) {
  Machine machine = testing::m4_max(40);
  machine.pmgr["voltage-states13-sram"] = pmgr_table({1260000, 4512000});
  EXPECT_EQ(cluster_table(machine, "E", 0, 7)->back(), 2592e6);
  EXPECT_EQ(cluster_table(machine, "P", 0, 20)->back(), 4512e6);
  EXPECT_EQ(cluster_table(machine, "P", 1, 2)->front(), 1260e6);
  EXPECT_EQ(cluster_table(machine, "P", 1, 20)->size(), 20U);
  EXPECT_FALSE(cluster_table(machine, "P", 0, 19));
  EXPECT_FALSE(cluster_table(machine, "E", 0, 20));
  EXPECT_FALSE(cluster_table(machine, "X", 0, 7));
}

TEST(ClusterTable, FallsBackToPeriods) {
  Machine machine;
  machine.pmgr["voltage-states1"] = pmgr_table({64250, 25283});
  const auto table = cluster_table(machine, "E", 0, 2);
  ASSERT_TRUE(table);
  EXPECT_NEAR((*table)[0], 1020e6, 1e5);
}

TEST(ClusterTable, KnowsTheThreeKindsOfM5Max) {
  Machine machine;
  machine.pmgr["voltage-states22-sram"] = pmgr_table({1000000});
  machine.pmgr["voltage-states23-sram"] = pmgr_table({2000000});
  machine.pmgr["voltage-states5-sram"] = pmgr_table({4608000});
  EXPECT_EQ(cluster_table(machine, "M", 0, 1), Hertz{1e9});
  EXPECT_EQ(cluster_table(machine, "M", 1, 1), Hertz{2e9});
  EXPECT_EQ(cluster_table(machine, "P", 0, 1), Hertz{4608e6});
}

TEST(GpuTable, LeavesOutTheStateOff) {
  const auto table = gpu_table(testing::m4_max(40));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->front(), 338e6);
  EXPECT_EQ(*std::max_element(table->begin(), table->end()), 1578e6);
  EXPECT_FALSE(gpu_table(Machine{}));
}

}  // namespace
}  // namespace silicon::apple
