#include "exporter/sources/apple/channel_deltas.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/apple/channels.hpp"

namespace silicon::apple {
namespace {

using testing::simple_channel;
using testing::state_channel;
using testing::States;

Channel energy(std::string name, std::int64_t value) {
  return simple_channel("Energy Model", "", std::move(name), "mJ", value);
}

Channel complex_channel(const States& states) {
  return state_channel("CPU Stats", "CPU Complex Performance States", "PCPM", states);
}

std::vector<std::int64_t> values(const std::vector<Channel>& channels) {
  std::vector<std::int64_t> result;
  for (const Channel& channel : channels) result.push_back(channel.value);
  return result;
}

TEST(ChannelDeltas, AreWhatHappenedSinceThePreviousSample) {
  ChannelDeltas deltas;
  EXPECT_TRUE(deltas.update({energy("ANE", 5), energy("DRAM", 7)}, true).empty());
  EXPECT_EQ(values(deltas.update({energy("ANE", 6), energy("DRAM", 17)}, true)),
            (std::vector<std::int64_t>{1, 10}));
  const std::vector<Channel> later{complex_channel({{"IDLE", 10}, {"V0P0", 2}})};
  deltas.update(later, true);
  const auto states = deltas.update({complex_channel({{"IDLE", 15}, {"V0P0", 2}})}, true);
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].residencies, (std::vector<std::int64_t>{5, 0}));
}

TEST(ChannelDeltas, FollowChannelsThatChangePlaces) {
  ChannelDeltas deltas;
  deltas.update({energy("ANE", 5), energy("DRAM", 7), energy("AVE", 1)}, true);
  EXPECT_EQ(values(deltas.update({energy("DRAM", 9), energy("ANE", 8)}, true)),
            (std::vector<std::int64_t>{2, 3}));
}

TEST(ChannelDeltas, LeaveOutWhatMakesNoSense) {
  constexpr std::int64_t kInvalid = std::numeric_limits<std::int64_t>::min();
  ChannelDeltas deltas;
  deltas.update({energy("ANE", kInvalid), energy("DRAM", 7), energy("ISP", -1)}, true);
  EXPECT_TRUE(
      deltas.update({energy("ANE", 5), energy("DRAM", kInvalid), energy("ISP", 4)}, true).empty());
  EXPECT_TRUE(deltas.update({energy("ANE", 4), energy("DRAM", 9), energy("ISP", 3)}, true).empty());
  deltas.update({complex_channel({{"IDLE", -4}, {"V0P0", 2}})}, true);
  EXPECT_TRUE(deltas.update({complex_channel({{"IDLE", 4}, {"V0P0", 3}})}, true).empty());
}

TEST(ChannelDeltas, BeginAnewWhereTimeIsNotContinuous) {
  ChannelDeltas deltas;
  deltas.update({energy("ANE", 5)}, true);
  EXPECT_TRUE(deltas.update({energy("ANE", 500)}, false).empty());
  EXPECT_EQ(values(deltas.update({energy("ANE", 501)}, true)), (std::vector<std::int64_t>{1}));
}

TEST(ChannelDeltas, AreNoneWhereTheStatesChanged) {
  ChannelDeltas deltas;
  deltas.update({complex_channel({{"IDLE", 1}, {"V0P0", 2}})}, true);
  EXPECT_TRUE(deltas.update({complex_channel({{"IDLE", 1}, {"V0P1", 2}})}, true).empty());
}

TEST(Activity, PartsPerformanceStatesFromAllThatPrecedesThem) {
  const auto m4 =
      activity_of(complex_channel({{"DOWN", 1}, {"IDLE", 2}, {"V0P1", 3}, {"V1P0", 4}}));
  ASSERT_TRUE(m4);
  EXPECT_EQ(m4->inactive, 3);
  EXPECT_EQ(m4->active, (std::vector<double>{3, 4}));
  EXPECT_EQ(m4->total_ticks(), 10);
  const auto gpu = activity_of(complex_channel({{"OFF", 1}, {"P1", 3}, {"P2", 4}}));
  ASSERT_TRUE(gpu);
  EXPECT_EQ(gpu->active_ticks(), 7);
  const auto new_name = activity_of(complex_channel({{"NAPPING", 9}, {"V0P0", 4}}));
  ASSERT_TRUE(new_name);
  EXPECT_EQ(new_name->inactive, 9);
}

TEST(Activity, IsNothingWithoutPerformanceStatesOrWithOthersAmongThem) {
  EXPECT_FALSE(activity_of(complex_channel({{"DOWN", 1}, {"IDLE", 2}})));
  EXPECT_FALSE(activity_of(complex_channel({{"IDLE", 1}, {"V0P0", 2}, {"DOWN", 3}})));
  EXPECT_FALSE(activity_of(complex_channel({{"IDLE", 1}, {"VP", 2}, {"V1", 1}, {"P", 1}})));
  EXPECT_FALSE(activity_of(complex_channel({})));
}

// A recorded interval of an M3 Pro: two states of 20, mostly idle, with the means that OSHI
// expects.
TEST(MeanHertz, WeighsEachStateByItsTime) {
  const auto activity = activity_of(complex_channel({{"IDLE", 1567158},
                                                     {"V0P7", 890293},
                                                     {"V1P6", 8869},
                                                     {"V2P5", 34395},
                                                     {"V3P4", 95064},
                                                     {"V4P3", 0},
                                                     {"V5P2", 0},
                                                     {"V6P1", 0},
                                                     {"V7P0", 15183}}));
  ASSERT_TRUE(activity);
  const auto hertz =
      mean_hertz(*activity, {744e6, 1044e6, 1476e6, 2004e6, 2268e6, 2448e6, 2640e6, 2748e6});
  ASSERT_TRUE(hertz);
  EXPECT_NEAR(*hertz, 914.573414e6, 1);
}

TEST(MeanHertz, IsNothingWhereTableAndStatesDiffer) {
  const Activity activity{5, {1, 2}};
  EXPECT_EQ(mean_hertz(activity, {1e9, 2e9}), 5e9 / 3);
  EXPECT_EQ(mean_hertz(activity, {1e9}), std::nullopt);
  EXPECT_EQ(mean_hertz(activity, {1e9, 2e9, 3e9}), std::nullopt);
  EXPECT_EQ(mean_hertz({5, {0, 0}}, {1e9, 2e9}), std::nullopt);
}

TEST(Lasts, HoldsStatesAgainstTheClock) {
  EXPECT_TRUE(lasts({20e6, {4e6}}, 1));
  EXPECT_TRUE(lasts({2.55e6, {0.08e6}}, 0.109));
  EXPECT_FALSE(lasts({20e6, {4e6}}, 2));
  EXPECT_FALSE(lasts({20e6, {40e6}}, 1));
  EXPECT_FALSE(lasts({0, {0}}, 1));
}

}  // namespace
}  // namespace silicon::apple
