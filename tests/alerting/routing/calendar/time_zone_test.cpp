#include "alerting/routing/calendar/time_zone.hpp"

#include <gtest/gtest.h>

#include "exporter/core/calendar/timestamp.hpp"

namespace silicon::routing {
namespace {

core::Instant at(std::string_view text) {
  return core::parse_timestamp(text).value();
}

TEST(TimeZone, IsUtcUnlessNamed) {
  const LocalTime time = TimeZone().local(at("2024-02-29T23:59:59.999Z"));
  EXPECT_EQ(time.date, (LocalDate{2024, 2, 29}));
  EXPECT_EQ(time.minute, 1439);
  EXPECT_EQ(time.weekday, 4);
  EXPECT_EQ(time.month_days, 29);
  EXPECT_EQ(TimeZone::find("UTC").value(), TimeZone());
  EXPECT_EQ(TimeZone::find("").value(), TimeZone());
}

TEST(TimeZone, KnowsInstantsBefore1970) {
  const LocalTime time = TimeZone().local(at("1969-12-31T22:30:00Z"));
  EXPECT_EQ(time.date, (LocalDate{1969, 12, 31}));
  EXPECT_EQ(time.minute, 22 * 60 + 30);
}

TEST(TimeZone, FollowsSummerTime) {
  const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
  EXPECT_EQ(berlin.local(at("2026-03-29T00:59:59Z")).minute, 119);
  EXPECT_EQ(berlin.local(at("2026-03-29T01:00:00Z")).minute, 180);
  EXPECT_EQ(berlin.local(at("2026-10-25T00:59:59Z")).minute, 179);
  EXPECT_EQ(berlin.local(at("2026-10-25T01:00:00Z")).minute, 120);
  EXPECT_EQ(berlin.next_change(at("2026-01-01T00:00:00Z")), at("2026-03-29T01:00:00Z"));
}

TEST(TimeZone, PlacesTimesOfTheClock) {
  const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
  EXPECT_EQ(berlin.instant({2026, 6, 1}, 9 * 60), at("2026-06-01T07:00:00Z"));
  EXPECT_EQ(berlin.instant({2026, 6, 1}, 1440), at("2026-06-01T22:00:00Z"));
  EXPECT_EQ(berlin.instant({2026, 3, 29}, 150), at("2026-03-29T01:00:00Z")) << "never shown";
  EXPECT_EQ(berlin.instant({2026, 10, 25}, 150), at("2026-10-25T00:30:00Z")) << "shown twice";
  EXPECT_EQ(berlin.instant({2026, 10, 25}, 150, TimeZone::Which::last), at("2026-10-25T01:30:00Z"));
}

TEST(TimeZone, KnowsOffsetsThatAreNotWholeHours) {
  const TimeZone kathmandu = TimeZone::find("Asia/Kathmandu").value();
  EXPECT_EQ(kathmandu.local(at("2026-01-01T18:20:00Z")).date, (LocalDate{2026, 1, 2}));
  EXPECT_EQ(kathmandu.local(at("2026-01-01T18:20:00Z")).minute, 5);
}

TEST(TimeZone, RefusesNamesItDoesNotKnow) {
  for (const char* name : {"Nowhere/X", "europe/berlin", "../../etc/passwd", "CEST+1"}) {
    const auto zone = TimeZone::find(name);
    ASSERT_FALSE(zone) << name;
    EXPECT_EQ(zone.error().message().rfind("unknown time zone ", 0), 0U);
  }
}

TEST(TimeZone, KnowsTheMachinesOwn) {
  EXPECT_TRUE(TimeZone::find("Local"));
}

TEST(TimeZone, SaysHowFarAheadItsClocksAreAndWhatThatIsCalled) {
  const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
  const core::Instant winter(std::chrono::seconds(1'700'000'000));  // 2023-11-14
  const core::Instant summer(std::chrono::seconds(1'690'000'000));  // 2023-07-22
  EXPECT_EQ(berlin.offset(winter).east, std::chrono::hours(1));
  EXPECT_EQ(berlin.offset(winter).name, "CET");
  EXPECT_EQ(berlin.offset(summer).east, std::chrono::hours(2));
  EXPECT_EQ(berlin.offset(summer).name, "CEST");
  EXPECT_EQ(TimeZone().offset(summer).name, "UTC");
}

}  // namespace
}  // namespace silicon::routing
