#include "exporter/sources/apple/interval.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/channels.hpp"

namespace silicon::apple {
namespace {

using testing::sample_at;

TEST(Interval, IsTheTimeBetweenTwoSamples) {
  Interval interval;
  EXPECT_EQ(interval.update(sample_at(100)), std::nullopt);
  EXPECT_EQ(interval.update(sample_at(101)), 1.0);
  EXPECT_EQ(interval.update(sample_at(103.5)), 2.5);
}

TEST(Interval, IsGivenUpWhereTheMachineSlept) {
  Interval interval;
  interval.update(sample_at(100));
  Sample woken = sample_at(101);
  woken.unix_ms += 3'600'000;
  EXPECT_EQ(interval.update(woken), std::nullopt);
  Sample next = sample_at(102);
  next.unix_ms += 3'600'000;
  EXPECT_EQ(interval.update(next), 1.0);
}

TEST(Interval, IsGivenUpWhereTheClockBeganAnewOrStoodStill) {
  Interval interval;
  interval.update(sample_at(100));
  EXPECT_EQ(interval.update(sample_at(100)), std::nullopt);
  EXPECT_EQ(interval.update(sample_at(5)), std::nullopt);
  EXPECT_EQ(interval.update(sample_at(6)), 1.0);
}

TEST(Interval, BearsTheAdjustmentsOfAWallClock) {
  Interval interval;
  interval.update(sample_at(100));
  Sample adjusted = sample_at(101);
  adjusted.unix_ms -= 1'500;
  EXPECT_EQ(interval.update(adjusted), 1.0);
}

}  // namespace
}  // namespace silicon::apple
