#include "alerting/scrape/schedule.hpp"

#include <gtest/gtest.h>

namespace silicon::scrape {
namespace {

using namespace std::chrono_literals;
using core::Instant;

Instant at(core::Duration since_1970) {
  return Instant(since_1970);
}

TEST(Schedule, IsAGridOfTheInterval) {
  const Schedule schedule(15s, 3'000);
  EXPECT_EQ(schedule.latest(at(100s)), at(93s));
  EXPECT_EQ(schedule.after(at(100s)), at(108s));
  EXPECT_EQ(schedule.after(at(108s)), at(123s));
  EXPECT_EQ(schedule.latest(at(108s)), at(108s));
  EXPECT_EQ(schedule.latest(at(107'999ms)), at(93s));
}

TEST(Schedule, DoesNotDependOnWhenItBegan) {
  const Schedule schedule(10s, 123'456'789);
  const Instant first = schedule.after(at(1'700'000'000s));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(schedule.after(first + i * 10s - 1ms), first + i * 10s);
}

TEST(Schedule, WorksBefore1970) {
  const Schedule schedule(15s, 3'000);
  EXPECT_EQ(schedule.latest(at(-1s)), at(-12s));
  EXPECT_EQ(schedule.after(at(-1s)), at(3s));
}

TEST(Schedule, SpreadsTargetsAndAlerters) {
  const Instant now = at(1'700'000'000s);
  EXPECT_NE(Schedule(15s, 1).after(now), Schedule(15s, 2).after(now));
  EXPECT_NE(Schedule(15s, 1, 7).after(now), Schedule(15s, 1, 8).after(now));
}

TEST(SampleTime, IsTheSlotWhenTheScrapeWasOnTime) {
  EXPECT_EQ(sample_time(at(100s), at(100s + 2ms), 15s), at(100s));
  EXPECT_EQ(sample_time(at(100s), at(100s - 1ms), 15s), at(100s));
  EXPECT_EQ(sample_time(at(100s), at(100s + 3ms), 15s), at(100s + 3ms));
}

TEST(SampleTime, ToleratesOneHundredthOfAShortInterval) {
  EXPECT_EQ(sample_time(at(100s), at(100s + 1ms), 100ms), at(100s));
  EXPECT_EQ(sample_time(at(100s), at(100s + 2ms), 100ms), at(100s + 2ms));
}

}  // namespace
}  // namespace silicon::scrape
