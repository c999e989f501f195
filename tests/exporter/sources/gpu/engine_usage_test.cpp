#include "exporter/sources/gpu/engine_usage.hpp"

#include <gtest/gtest.h>

namespace silicon::gpu {
namespace {

using namespace std::chrono_literals;

const core::SteadyInstant kStart{1000s};

TEST(EngineUsage, IsThatOfTheBusiestEngine) {
  EngineUsage usage;
  EXPECT_EQ(usage.update({{"rcs0", 500, 0}, {"vcs0", 0, 0}}, kStart), std::nullopt);
  EXPECT_EQ(usage.update({{"rcs0", 600, 1000}, {"vcs0", 750, 1000}}, kStart + 2s), 0.75);
  EXPECT_EQ(usage.active_seconds(), 1.5);
}

TEST(EngineUsage, CountsNoTimeTwiceWhenEnginesWorkInParallel) {
  EngineUsage usage;
  usage.update({{"rcs0", 0, 0}, {"bcs0", 0, 0}}, kStart);
  usage.update({{"rcs0", 1000, 1000}, {"bcs0", 1000, 1000}}, kStart + 1s);
  EXPECT_EQ(usage.active_seconds(), 1);
}

TEST(EngineUsage, StaysWithinZeroAndOne) {
  EngineUsage usage;
  usage.update({{"rcs0", 1000, 0}}, kStart);
  EXPECT_EQ(usage.update({{"rcs0", 2100, 1000}}, kStart + 1s), 1);
  EXPECT_EQ(usage.update({{"rcs0", 900, 2000}}, kStart + 2s), 0);
  EXPECT_EQ(usage.active_seconds(), 1);
}

TEST(EngineUsage, KnowsNothingOfEnginesWithoutAnInterval) {
  EngineUsage usage;
  usage.update({{"rcs0", 0, 0}}, kStart);
  EXPECT_EQ(usage.update({{"rcs0", 0, 0}}, kStart + 1s), std::nullopt) << "its clock stands still";
  EXPECT_EQ(usage.update({{"vcs0", 5, 5}}, kStart + 2s), std::nullopt) << "it is new";
  EXPECT_EQ(usage.update({}, kStart + 3s), std::nullopt);
}

}  // namespace
}  // namespace silicon::gpu
