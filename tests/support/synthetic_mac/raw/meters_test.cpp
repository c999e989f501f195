#include "tests/support/synthetic_mac/raw/meters.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "exporter/sources/bandwidth/apple/histogram.hpp"

namespace silicon::testing::synthetic {
namespace {

double mean_of(const TrafficMeter& meter) {
  const auto level = bandwidth::level_of(meter.channel());
  return level ? level->weighted / level->ticks : 0;
}

TEST(Allot, LosesNothing) {
  const auto parts = allot(100, {1.0 / 3, 1.0 / 3, 1.0 / 3});
  EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), 100);
  EXPECT_EQ(allot(7, {0, 1, 0}), (std::vector<std::int64_t>{0, 7, 0}));
}

TEST(ResidencyMeters, CountExactlyTheTimeThatPasses) {
  ResidencyMeter meter("CPU Stats", "", "PCPM", {"DOWN", "IDLE", "V0P1", "V1P0"});
  for (int i = 0; i < 1000; ++i) meter.spend(0.1, {0.123, 0.3, 0.5, 0.077});
  const auto ticks = meter.channel().residencies;
  EXPECT_EQ(std::accumulate(ticks.begin(), ticks.end(), std::int64_t{0}), 100 * 24'000'000LL);
  EXPECT_EQ(meter.channel().identity->unit, "24Mticks");
}

// Spread over whole levels, the middles of levels average to the truth.
TEST(TrafficMeters, GiveBackTheMeanThatWentIn) {
  for (const double bytes : {40e9, 77e9, 200.5e9, 411e9}) {
    TrafficMeter meter("AMCC RD+WR", 32);
    meter.watch(1000, 1, bytes);
    EXPECT_NEAR(mean_of(meter), bytes, 0.02e9);
  }
}

TEST(TrafficMeters, CannotTellWhatIsBelowTheirLowestLevel) {
  TrafficMeter meter("AMCC RD+WR", 32);
  meter.watch(1000, 1, 3e9);
  EXPECT_EQ(mean_of(meter), 16e9);
}

TEST(TrafficMeters, ClampAtTheirHighestLevel) {
  TrafficMeter meter("AGX RD+WR", 1);
  meter.watch(1, 1, 300e9);
  EXPECT_EQ(mean_of(meter), 31.5e9);
  EXPECT_TRUE(bandwidth::level_of(meter.channel())->saturated);
}

TEST(TrafficMeters, StandStillWithoutPower) {
  TrafficMeter meter("ANE0 RD+WR", 1);
  meter.watch(10, 0, 0);
  EXPECT_FALSE(bandwidth::level_of(meter.channel()));
  meter.watch(10, 0.25, 20e9);
  EXPECT_NEAR(bandwidth::level_of(meter.channel())->ticks, 2500, 2);
}

TEST(TrafficMeters, PadTheNamesOfLevels) {
  const std::vector<std::string> names = TrafficMeter("AMCC RD", 32).channel().identity->states;
  EXPECT_EQ(names.front(), "  32GB/s");
  EXPECT_EQ(names.back(), "1024GB/s");
}

TEST(EnergyMeters, ShowWhatWasPublishedAndWhen) {
  EnergyMeter meter("GPU Energy", "nJ");
  meter.draw(10, 2);
  EXPECT_EQ(meter.channel().value, 0);
  meter.publish(5);
  EXPECT_EQ(meter.channel().value, 20'000'000'000);
  EXPECT_EQ(meter.channel().published_ns, 5U);
  meter.draw(10, 2);
  EXPECT_EQ(meter.channel().value, 20'000'000'000);
}

TEST(EnergyMeters, CountInTheirOwnUnit) {
  EnergyMeter meter("ANE", "mJ");
  meter.draw(0.5, 4);
  meter.publish(1);
  EXPECT_EQ(meter.channel().value, 2000);
}

}  // namespace
}  // namespace silicon::testing::synthetic
