#include "exporter/core/calendar/timestamp.hpp"

#include <gtest/gtest.h>

namespace silicon::core {
namespace {

constexpr Instant at(std::int64_t milliseconds) {
  return Instant(Duration(milliseconds));
}

TEST(FormatTimestamp, IsUtcWithoutTrailingZeros) {
  EXPECT_EQ(format_timestamp(at(0)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_timestamp(at(1'700'000'000'000)), "2023-11-14T22:13:20Z");
  EXPECT_EQ(format_timestamp(at(1'700'000'000'120)), "2023-11-14T22:13:20.12Z");
  EXPECT_EQ(format_timestamp(at(1'700'000'000'007)), "2023-11-14T22:13:20.007Z");
}

TEST(FormatTimestamp, CountsBackwardsBefore1970) {
  EXPECT_EQ(format_timestamp(at(-1)), "1969-12-31T23:59:59.999Z");
  // Go's zero time, which Prometheus shows for "never".
  EXPECT_EQ(format_timestamp(at(-62'135'596'800'000)), "0001-01-01T00:00:00Z");
}

TEST(ParseTimestamp, ReadsWhatIsFormatted) {
  for (const std::int64_t time :
       {0L, 1'700'000'000'000L, 1'709'164'800'500L, -1L, 951'782'399'999L}) {
    const auto parsed = parse_timestamp(format_timestamp(at(time)));
    ASSERT_TRUE(parsed) << time;
    EXPECT_EQ(*parsed, at(time));
  }
}

TEST(ParseTimestamp, TakesOffsetsAndAnyFraction) {
  EXPECT_EQ(*parse_timestamp("2023-11-15T00:13:20+02:00"), at(1'700'000'000'000));
  EXPECT_EQ(*parse_timestamp("2023-11-14T17:43:20-04:30"), at(1'700'000'000'000));
  EXPECT_EQ(*parse_timestamp("2023-11-14T22:13:20.1Z"), at(1'700'000'000'100));
  EXPECT_EQ(*parse_timestamp("2023-11-14T22:13:20.123999999Z"), at(1'700'000'000'123));
}

TEST(ParseTimestamp, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "now", "2023-11-14", "2023-11-14T22:13:20", "2023-13-14T22:13:20Z",
        "2023-02-29T00:00:00Z", "2023-11-14T24:00:00Z", "2023-11-14T22:60:00Z",
        "2023-11-14T22:13:20.Z", "2023-11-14T22:13:20Zx", "2023-11-14T22:13:20+2:00",
        "2023-11-14 22:13:20Z", "2023-11-14T22:13:20+25:00", "x023-11-14T22:13:20Z"}) {
    EXPECT_FALSE(parse_timestamp(text)) << text;
  }
  EXPECT_EQ(parse_timestamp("tomorrow").error().message(),
            "\"tomorrow\" is no time; write it like 2026-01-02T03:04:05Z");
}

}  // namespace
}  // namespace silicon::core
