#include "exporter/sources/energy/apple/published_counter.hpp"

#include <gtest/gtest.h>

namespace silicon::energy {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

// Seconds of the monotonic clock as nanoseconds.
std::uint64_t at(double seconds) {
  return static_cast<std::uint64_t>(seconds * 1e9);
}

TEST(PublishedCounter, MeasuresPowerOverTheDriversSpan) {
  PublishedCounter counter;
  counter.update(1000, at(99.9), at(100));
  EXPECT_FALSE(counter.watts(at(100)));
  counter.update(1010, at(100.9), at(101));
  EXPECT_DOUBLE_EQ(counter.watts(at(101)).value_or(0), 10);
  EXPECT_EQ(counter.joules(), 10);
  EXPECT_EQ(counter.is_live(at(101)), true);
}

// macOS 27, M5 Max: published every 2.1 s, so that polls each second see 0 and twice the power.
TEST(PublishedCounter, ShowsOneSteadyPowerForBatches) {
  PublishedCounter counter;
  counter.update(0, at(100), at(100));
  for (int poll = 1; poll <= 20; ++poll) {
    const auto batches = static_cast<std::uint64_t>(poll / 2);
    counter.update(static_cast<double>(batches) * 42, at(100) + batches * 21 * kSecond / 10,
                   at(100.0 + poll * 1.05));
    if (poll < 2) continue;
    EXPECT_NEAR(counter.watts(at(100.0 + poll * 1.05)).value_or(0), 20, 1e-6);
  }
  EXPECT_EQ(counter.joules(), 420);
}

TEST(PublishedCounter, JoinsPublicationsThatFollowAtOnce) {
  PublishedCounter counter;
  counter.update(0, at(100), at(100));
  counter.update(4.969, at(102.043), at(102.1));
  EXPECT_NEAR(counter.watts(at(102.1)).value_or(0), 2.432, 0.001);
  counter.update(5.034, at(102.0578), at(102.2));  // 15 ms later: no span of its own
  EXPECT_NEAR(counter.watts(at(102.2)).value_or(0), 2.432, 0.001);
  counter.update(7.102, at(103.043), at(103.1));
  EXPECT_NEAR(counter.watts(at(103.1)).value_or(0), 2.133, 0.001);
}

TEST(PublishedCounter, LetsPowerGoStaleAndNotBecomeZero) {
  PublishedCounter counter;
  counter.update(0, at(100), at(100));
  counter.update(20, at(101), at(101));
  counter.update(20, at(101), at(110.5));
  EXPECT_EQ(counter.watts(at(110.5)), 20);
  EXPECT_EQ(counter.watts(at(111.5)), std::nullopt);
  EXPECT_EQ(counter.is_live(at(111.5)), false);
  EXPECT_EQ(counter.joules(), 20);
}

// A headless machine publishes every 1800 s.
TEST(PublishedCounter, CountsTheEnergyOfHalfAnHourAtOnce) {
  PublishedCounter counter;
  counter.update(0, at(100), at(100));
  for (int second = 101; second < 1900; ++second) counter.update(0, at(100), at(second));
  EXPECT_EQ(counter.is_live(at(1899)), false);
  counter.update(36'000, at(1899.9), at(1900));
  EXPECT_EQ(counter.joules(), 36'000);
  EXPECT_NEAR(counter.watts(at(1900)).value_or(0), 20, 0.01);
  EXPECT_TRUE(counter.watts(at(5400)));
}

TEST(PublishedCounter, ShowsARealZero) {
  PublishedCounter counter;
  counter.update(7, at(100), at(100));
  counter.update(7, at(101), at(101));
  EXPECT_EQ(counter.watts(at(101)), 0);
  EXPECT_EQ(counter.is_live(at(101)), true);
}

TEST(PublishedCounter, WithoutTimesMeasuresFromMoveToMove) {
  PublishedCounter counter;
  counter.update(0, std::nullopt, at(100));
  counter.update(30, std::nullopt, at(102));
  EXPECT_EQ(counter.watts(at(102)), 15);
  counter.update(30, std::nullopt, at(103));
  EXPECT_EQ(counter.watts(at(103)), 15);  // perhaps frozen: not 0
  counter.update(60, std::nullopt, at(104));
  EXPECT_EQ(counter.watts(at(104)), 15);
}

TEST(PublishedCounter, DoesNotBelieveTimesThatAreFrozenOrInTheFuture) {
  PublishedCounter frozen;
  frozen.update(0, at(50), at(100));
  frozen.update(10, at(50), at(101));
  frozen.update(20, at(50), at(102));
  EXPECT_EQ(frozen.watts(at(102)), 10);
  PublishedCounter future;
  future.update(0, at(500), at(100));
  future.update(10, at(700), at(101));
  EXPECT_EQ(future.watts(at(101)), 10);
  EXPECT_FALSE(future.published_ns());
}

TEST(PublishedCounter, SaysThatItIsGatedOnlyAfterAWhile) {
  PublishedCounter counter;
  counter.update(0, std::nullopt, at(100));
  EXPECT_FALSE(counter.is_live(at(100)));
  counter.update(0, std::nullopt, at(105));
  EXPECT_FALSE(counter.is_live(at(105)));
  counter.update(0, std::nullopt, at(110));
  EXPECT_EQ(counter.is_live(at(110)), false);
  EXPECT_FALSE(counter.watts(at(110)));
}

TEST(PublishedCounter, BeginsAnewAfterAFallAndAfterTheImpossible) {
  PublishedCounter counter;
  counter.update(1000, at(100), at(100));
  counter.update(1010, at(101), at(101));
  counter.update(5, at(102), at(102));
  EXPECT_EQ(counter.joules(), 10);
  EXPECT_FALSE(counter.watts(at(102)));
  counter.update(1e9, at(103), at(103));
  EXPECT_EQ(counter.joules(), 10);
  counter.update(1e9 + 8, at(104), at(104));
  EXPECT_EQ(counter.joules(), 18);
  EXPECT_EQ(counter.watts(at(104)), 8);
}

}  // namespace
}  // namespace silicon::energy
