#include "alerting/api/answer/parameters.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

core::Instant at(std::int64_t milliseconds) {
  return core::Instant(core::Duration(milliseconds));
}

TEST(Parameters, GiveTheFirstValueOrAll) {
  const Parameters parameters({{"a", "1"}, {"match[]", "x"}, {"a", "2"}, {"match[]", "y"}});
  EXPECT_EQ(parameters.first("a"), "1");
  EXPECT_EQ(parameters.first("b"), "");
  EXPECT_EQ(parameters.all("match[]"), (std::vector<std::string_view>{"x", "y"}));
}

TEST(ParseTime, TakesSecondsAndRfc3339) {
  EXPECT_EQ(*parse_time("1700000000"), at(1'700'000'000'000));
  EXPECT_EQ(*parse_time("1700000000.1234"), at(1'700'000'000'123));
  EXPECT_EQ(*parse_time("1.7e9"), at(1'700'000'000'000));
  EXPECT_EQ(*parse_time("-1.5"), at(-1500));
  EXPECT_EQ(*parse_time("2023-11-14T22:13:20Z"), at(1'700'000'000'000));
}

TEST(ParseTime, ClampsWhatIsBeyondAllTime) {
  EXPECT_EQ(*parse_time("1e30"), kLatest);
  EXPECT_EQ(*parse_time("-Inf"), kEarliest);
  EXPECT_EQ(*parse_time("-292273086-05-16T16:47:06Z"), kEarliest);
  EXPECT_EQ(*parse_time("292277025-08-18T07:12:54.999999999Z"), kLatest);
}

TEST(ParseTime, RefusesInPrometheusWords) {
  EXPECT_EQ(parse_time("now").error().message(), "cannot parse \"now\" to a valid timestamp");
  EXPECT_EQ(parse_time("").error().message(), "cannot parse \"\" to a valid timestamp");
  EXPECT_FALSE(parse_time("NaN"));
}

TEST(ParseStep, TakesSecondsAndDurations) {
  EXPECT_EQ(*parse_step("15"), std::chrono::seconds(15));
  EXPECT_EQ(*parse_step("0.25"), core::Duration(250));
  EXPECT_EQ(*parse_step("1h30m"), std::chrono::minutes(90));
  EXPECT_EQ(*parse_step("-1"), std::chrono::seconds(-1));
}

TEST(ParseStep, RefusesInPrometheusWords) {
  EXPECT_EQ(parse_step("soon").error().message(), "cannot parse \"soon\" to a valid duration");
  EXPECT_EQ(parse_step("1e10").error().message(),
            "cannot parse \"1e10\" to a valid duration. It overflows int64");
  EXPECT_FALSE(parse_step("NaN"));
  EXPECT_FALSE(parse_step(""));
}

TEST(ParseLimit, IsAWholeNumberThatIsNotNegative) {
  EXPECT_EQ(*parse_limit(""), 0U);
  EXPECT_EQ(*parse_limit("7"), 7U);
  EXPECT_EQ(parse_limit("-1").error().message(), "limit must be non-negative");
  EXPECT_EQ(parse_limit("x").error().message(), "strconv.Atoi: parsing \"x\": invalid syntax");
}

}  // namespace
}  // namespace silicon::api
