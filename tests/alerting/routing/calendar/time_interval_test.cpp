#include "alerting/routing/calendar/time_interval.hpp"

#include <gtest/gtest.h>

#include "alerting/routing/calendar/parse.hpp"
#include "exporter/core/calendar/timestamp.hpp"

namespace silicon::routing {
namespace {

core::Instant at(std::string_view text) {
  return core::parse_timestamp(text).value();
}

TimeZone zone(std::string_view name) {
  return TimeZone::find(name).value();
}

TimeInterval office_hours() {
  TimeInterval interval;
  interval.times = {{9 * 60, 17 * 60}};
  interval.weekdays = {{1, 5}};
  return interval;
}

TEST(TimeInterval, WithoutConditionsAlwaysHolds) {
  EXPECT_TRUE(contains(TimeInterval{}, at("2026-06-01T12:00:00Z")));
  EXPECT_FALSE(contains(std::vector<TimeInterval>{}, at("2026-06-01T12:00:00Z")));
}

TEST(TimeInterval, HasItsStartAndNotItsEnd) {
  EXPECT_FALSE(contains(office_hours(), at("2026-06-01T08:59:59.999Z")));
  EXPECT_TRUE(contains(office_hours(), at("2026-06-01T09:00:00Z")));
  EXPECT_TRUE(contains(office_hours(), at("2026-06-01T16:59:59.999Z")));
  EXPECT_FALSE(contains(office_hours(), at("2026-06-01T17:00:00Z")));
  EXPECT_FALSE(contains(office_hours(), at("2026-06-06T12:00:00Z"))) << "a Saturday";
}

TEST(TimeInterval, NeedsEveryConditionAndOneEntryOfEach) {
  TimeInterval interval;
  interval.months = {{6, 6}, {8, 8}};
  interval.years = {{2026, 2026}};
  interval.days_of_month = {{1, 2}, {10, 10}};
  EXPECT_TRUE(contains(interval, at("2026-08-10T00:00:00Z")));
  EXPECT_FALSE(contains(interval, at("2026-07-10T00:00:00Z")));
  EXPECT_FALSE(contains(interval, at("2025-08-10T00:00:00Z")));
  EXPECT_FALSE(contains(interval, at("2026-08-03T00:00:00Z")));
}

TEST(TimeInterval, CountsDaysFromTheEndOfTheMonth) {
  TimeInterval interval;
  interval.days_of_month = {parse_days_of_month("-3:-1").value()};
  EXPECT_FALSE(contains(interval, at("2026-02-25T12:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2026-02-26T12:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2026-02-28T12:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2024-02-29T12:00:00Z")));
  EXPECT_FALSE(contains(interval, at("2026-01-28T12:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2026-01-29T12:00:00Z")));
}

// Alertmanager before 0.29 took seconds for days here (#5447).
TEST(TimeInterval, CountsDaysAcrossSummerTime) {
  TimeInterval interval;
  interval.days_of_month = {{-1, -1}};
  interval.zone = zone("Europe/Berlin");
  EXPECT_FALSE(contains(interval, at("2026-03-30T21:59:00Z"))) << "23:59 of the 30th";
  EXPECT_TRUE(contains(interval, at("2026-03-30T22:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2026-10-31T22:59:00Z")));
  EXPECT_FALSE(contains(interval, at("2026-10-31T23:00:00Z")));
}

TEST(TimeInterval, ClampsToTheMonth) {
  TimeInterval interval;
  interval.days_of_month = {{30, 31}};
  EXPECT_FALSE(contains(interval, at("2026-02-28T12:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2026-04-30T12:00:00Z")));
  interval.days_of_month = {{-31, -30}};
  EXPECT_FALSE(contains(interval, at("2026-02-01T12:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2026-01-02T12:00:00Z")));
}

TEST(TimeInterval, GoesByTheClockOfItsZone) {
  TimeInterval interval = office_hours();
  interval.zone = zone("America/New_York");
  EXPECT_TRUE(contains(interval, at("2026-01-05T14:00:00Z"))) << "09:00 in winter";
  EXPECT_FALSE(contains(interval, at("2026-01-05T13:00:00Z")));
  EXPECT_TRUE(contains(interval, at("2026-07-06T13:00:00Z"))) << "09:00 in summer";
  interval.zone = zone("Asia/Tokyo");
  EXPECT_TRUE(contains(interval, at("2026-06-01T00:00:00Z"))) << "Monday there, 09:00";
}

TEST(NextChange, IsTheNextBoundaryThatMatters) {
  const std::vector<TimeInterval> office{office_hours()};
  EXPECT_EQ(next_change(office, at("2026-06-01T12:00:00Z")), at("2026-06-01T17:00:00Z"));
  EXPECT_EQ(next_change(office, at("2026-06-05T17:00:00Z")), at("2026-06-08T09:00:00Z"));
  TimeInterval saturday;
  saturday.weekdays = {{6, 6}};
  EXPECT_EQ(next_change({saturday}, at("2026-06-01T12:00:00Z")), at("2026-06-06T00:00:00Z"));
  EXPECT_EQ(next_change({saturday}, at("2026-06-06T00:00:00Z")), at("2026-06-07T00:00:00Z"));
}

TEST(NextChange, JoinsIntervalsThatTouch) {
  TimeInterval evening;
  evening.times = {{20 * 60, 24 * 60}};
  TimeInterval morning;
  morning.times = {{0, 6 * 60}};
  EXPECT_EQ(next_change({evening, morning}, at("2026-06-01T21:00:00Z")),
            at("2026-06-02T06:00:00Z"));
}

TEST(NextChange, KnowsHoursThatComeTwiceOrNever) {
  TimeInterval night;
  night.times = {{2 * 60 + 30, 4 * 60}};
  night.zone = zone("Europe/Berlin");
  EXPECT_EQ(next_change({night}, at("2026-03-29T00:00:00Z")), at("2026-03-29T01:00:00Z"))
      << "half past two does not come; three o'clock is within";
  night.times = {{2 * 60, 2 * 60 + 30}};
  EXPECT_EQ(next_change({night}, at("2026-10-25T00:30:00Z")), at("2026-10-25T01:00:00Z"))
      << "two o'clock comes again";
}

TEST(NextChange, IsNoneWhereNothingChanges) {
  EXPECT_EQ(next_change({TimeInterval{}}, at("2026-06-01T12:00:00Z")), std::nullopt);
  TimeInterval past;
  past.years = {{2020, 2020}};
  EXPECT_EQ(next_change({past}, at("2026-06-01T12:00:00Z")), std::nullopt);
}

// Every minute of days on which clocks change: the boundary found is the first minute that differs.
TEST(NextChange, AgreesWithAWalkThroughTheMinutes) {
  TimeInterval interval;
  interval.times = {{90, 150}, {175, 200}};
  interval.zone = zone("Europe/Berlin");
  for (const char* start :
       {"2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z", "2026-06-01T00:00:00Z"}) {
    for (int minute = 0; minute < 300; minute += 7) {
      const core::Instant now = at(start) + std::chrono::minutes(minute);
      core::Instant walk = now;
      while (contains(interval, walk) == contains(interval, now)) walk += std::chrono::minutes(1);
      EXPECT_EQ(next_change({interval}, now), walk) << start << " + " << minute;
    }
  }
}

}  // namespace
}  // namespace silicon::routing
