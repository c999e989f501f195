#include "exporter/core/duration.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

namespace silicon::core {
namespace {

using namespace std::chrono_literals;

constexpr Duration kDay = 24h;

std::string error_of(std::string_view text) {
  const Result<Duration> result = parse_duration(text);
  return result ? "parsed" : result.error().message();
}

TEST(ParseDuration, ReadsEveryUnit) {
  EXPECT_EQ(*parse_duration("2y"), 730 * kDay);
  EXPECT_EQ(*parse_duration("3w"), 21 * kDay);
  EXPECT_EQ(*parse_duration("4d"), 4 * kDay);
  EXPECT_EQ(*parse_duration("5h"), 5h);
  EXPECT_EQ(*parse_duration("6m"), 6min);
  EXPECT_EQ(*parse_duration("90s"), 90s);
  EXPECT_EQ(*parse_duration("100ms"), 100ms);
}

TEST(ParseDuration, AddsUnitsInDescendingOrder) {
  EXPECT_EQ(*parse_duration("1h30m"), 90min);
  EXPECT_EQ(*parse_duration("1y2w3d4h5m6s7ms"), 382 * kDay + 4h + 5min + 6s + 7ms);
  EXPECT_EQ(*parse_duration("1d1ms"), kDay + 1ms);
}

TEST(ParseDuration, TakesZeroWithAndWithoutAUnit) {
  EXPECT_EQ(*parse_duration("0"), 0ms);
  EXPECT_EQ(*parse_duration("0s"), 0ms);
  EXPECT_EQ(*parse_duration("00h0ms"), 0ms);
}

TEST(ParseDuration, RefusesWhatPrometheusRefuses) {
  for (const char* text : {"", "1", "00", "s", "1.5h", "-1s", "+1s", " 1s", "1s ", "1 s", "1S",
                           "1us", "1h1h", "1s1m", "1ms1s", "1hh", "1m30", "1d\n", "1\xC2\xB5s"}) {
    EXPECT_FALSE(parse_duration(text)) << '"' << text << '"';
  }
}

TEST(ParseDuration, SaysWhatIsWrong) {
  EXPECT_EQ(error_of(""), "\"\" is not a duration: it is empty");
  EXPECT_EQ(error_of("5"),
            "\"5\" is not a duration: a number lacks its unit (y, w, d, h, m, s or ms)");
  EXPECT_EQ(error_of("5 min"),
            "\"5 min\" is not a duration: unknown unit \" min\" (y, w, d, h, m, s or ms)");
  EXPECT_EQ(error_of("1m2h"),
            "\"1m2h\" is not a duration: units must go from the largest to the smallest");
  EXPECT_EQ(parse_duration("x").error().kind(), ErrorKind::invalid);
}

TEST(ParseDuration, RefusesWhatOverflowsInsteadOfWrapping) {
  EXPECT_TRUE(parse_duration("292y"));
  EXPECT_TRUE(parse_duration("9223372036854ms"));
  for (const char* text :
       {"293y", "292y52w", "9223372036855ms", "9223372036s855ms", "18446744073709551615ms",
        "18446744073709551616ms", "99999999999999999999999999y"}) {
    EXPECT_NE(error_of(text).find("exceeds 292 years"), std::string::npos) << text;
  }
}

TEST(FormatDuration, PrintsAsPrometheusDoes) {
  EXPECT_EQ(format_duration(0ms), "0s");
  EXPECT_EQ(format_duration(100ms), "100ms");
  EXPECT_EQ(format_duration(90s), "1m30s");
  EXPECT_EQ(format_duration(90min), "1h30m");
  EXPECT_EQ(format_duration(1h + 1ms), "1h1ms");
}

TEST(FormatDuration, WritesYearsAndWeeksOnlyWhereNothingIsLeftOver) {
  EXPECT_EQ(format_duration(90 * kDay), "90d");
  EXPECT_EQ(format_duration(14 * kDay), "2w");
  EXPECT_EQ(format_duration(730 * kDay), "2y");
  EXPECT_EQ(format_duration(366 * kDay), "366d");
}

TEST(FormatDuration, PutsASignBeforeANegativeDuration) {
  EXPECT_EQ(format_duration(-5min), "-5m");
  EXPECT_EQ(format_duration(Duration::min()), "-106751991167d7h12m55s808ms");
}

TEST(FormatDuration, IsReadBackAsTheSameDuration) {
  for (const Duration duration : {1ms, 999ms, 60000ms, 86399999ms, 31536000001ms}) {
    EXPECT_EQ(*parse_duration(format_duration(duration)), duration);
  }
}

}  // namespace
}  // namespace silicon::core
