#include "exporter/sources/ane/apple/floors.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/channels.hpp"
#include "tests/support/apple/machines.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::ane {
namespace {

using testing::sample_at;
using testing::States;

apple::Channel floor_channel(std::string subgroup, std::string name, const States& states) {
  return testing::state_channel("PMP", std::move(subgroup), std::move(name), states);
}

std::vector<Activity> measured(const std::vector<apple::Channel>& after) {
  FloorMeter meter;
  meter.update(sample_at(100, testing::zeroed(after)), std::nullopt);
  return meter.update(sample_at(101, after), 1);
}

TEST(AneFloors, AreActiveAboveTheLowestLevel) {
  const auto activities = measured(
      {floor_channel("SOC Floor", "ANE-AF-BW", {{"VMIN", 171}, {"VNOM", 700}, {"VOVD", 129}}),
       floor_channel("DCS Floor", "ANE-DCS-BW", {{"F1", 75}, {"F2", 25}, {"F8", 0}})});
  ASSERT_EQ(activities.size(), 2U);
  EXPECT_EQ(activities[0].source, "pmp_soc_floor");
  EXPECT_DOUBLE_EQ(activities[0].ratio, 0.829);
  EXPECT_EQ(activities[1].source, "pmp_dcs_floor");
  EXPECT_DOUBLE_EQ(activities[1].ratio, 0.25);
}

TEST(AneFloors, AreZeroWhereTheEngineAskedForNothing) {
  const auto activities =
      measured({floor_channel("SOC Floor", "ANE-AF-BW", {{"VMIN", 9}, {"VNOM", 0}})});
  ASSERT_EQ(activities.size(), 1U);
  EXPECT_EQ(activities[0].ratio, 0);
}

TEST(AneFloors, AreAbsentWhereNothingWasCounted) {
  EXPECT_TRUE(
      measured({floor_channel("SOC Floor", "ANE-AF-BW", {{"VMIN", 0}, {"VNOM", 0}})}).empty());
  EXPECT_TRUE(measured({floor_channel("SOC Floor", "ANE-AF-BW", {{"VMIN", 5}})}).empty());
  EXPECT_TRUE(measured({floor_channel("SOC Floor", "GPU-AF-BW", {{"VMIN", 5}, {"V", 6}})}).empty());
  EXPECT_TRUE(measured({floor_channel("AF BW", "ANE-AF-BW", {{"VMIN", 5}, {"V", 6}})}).empty());
}

TEST(AneFloors, ShowTheBusierEngineOfTwo) {
  const auto activities =
      measured({floor_channel("SOC Floor", "ANE-AF-BW", {{"VMIN", 9}, {"VNOM", 1}}),
                floor_channel("SOC Floor", "ANE-AF-BW ", {{"VMIN", 5}, {"VNOM", 5}})});
  ASSERT_EQ(activities.size(), 1U);
  EXPECT_EQ(activities[0].ratio, 0.5);
}

TEST(PowerEstimate, IsAShareOfTheMostThatWasMeasured) {
  const auto estimate = power_estimate(testing::m4_max(40), 1.5);
  ASSERT_TRUE(estimate);
  EXPECT_EQ(estimate->source, "power_estimate");
  EXPECT_EQ(estimate->ratio, 0.25);
  EXPECT_EQ(power_estimate(testing::m4_max(40), 60)->ratio, 1);
  apple::Machine unknown;
  unknown.chip = "Apple M9";
  EXPECT_FALSE(power_estimate(unknown, 1.5));
  EXPECT_FALSE(power_estimate(testing::m4_max(40), -1));
}

TEST(AneInfo, IsThereForKnownChips) {
  EXPECT_EQ(testing::lines(info_family(testing::m4_max(32))),
            (std::vector<std::string>{R"(silicon_ane_info{cores="16",peak_tops="38"} 1)"}));
  EXPECT_TRUE(info_family(apple::Machine{}).samples.empty());
}

}  // namespace
}  // namespace silicon::ane
