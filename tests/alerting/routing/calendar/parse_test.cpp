#include "alerting/routing/calendar/parse.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace silicon::routing {
namespace {

template <class T>
std::string problem(const core::Result<T>& result) {
  return result ? "" : result.error().message();
}

TEST(Minutes, GoFromMidnightToMidnight) {
  EXPECT_EQ(parse_minutes("00:00", "24:00").value(), (MinuteRange{0, 1440}));
  EXPECT_EQ(parse_minutes("09:05", "17:30").value(), (MinuteRange{545, 1050}));
}

TEST(Minutes, AreRefusedAsAlertmanagerRefusesThem) {
  for (const char* text : {"9:00", "24:01", "24:30", "12:60", "ab:cd", "12-30", "12:3", "123:4",
                           "012:30", "::000", "-1:00"}) {
    EXPECT_EQ(problem(parse_minutes(text, "24:00")).rfind("couldn't parse timestamp", 0), 0U)
        << text;
  }
  EXPECT_EQ(problem(parse_minutes("", "10:00")), "both start and end times must be provided");
  EXPECT_EQ(problem(parse_minutes("10:00", "10:00"))
                .rfind("start time cannot be equal or greater than end time", 0),
            0U);
  EXPECT_NE(problem(parse_minutes("22:00", "06:00")).find("two ranges"), std::string::npos);
}

TEST(Weekdays, HaveNamesInAnyCase) {
  EXPECT_EQ(parse_weekdays("Monday:FRIDAY").value(), (NumberRange{1, 5}));
  EXPECT_EQ(parse_weekdays("sunday").value(), (NumberRange{0, 0}));
  for (const char* text : {"mon", "", "1", "monday:", ":monday", "monday:tuesday:friday"}) {
    EXPECT_FALSE(parse_weekdays(text)) << text;
  }
  EXPECT_EQ(problem(parse_weekdays("friday:monday")).rfind("start day cannot be before end day", 0),
            0U);
}

TEST(DaysOfMonth, CountFromEitherEnd) {
  EXPECT_EQ(parse_days_of_month("1:5").value(), (NumberRange{1, 5}));
  EXPECT_EQ(parse_days_of_month("-3:-1").value(), (NumberRange{-3, -1}));
  EXPECT_EQ(parse_days_of_month("1:-1").value(), (NumberRange{1, -1}));
  EXPECT_EQ(parse_days_of_month("+5").value(), (NumberRange{5, 5}));
}

// As amtool 0.28.1 check-config says.
TEST(DaysOfMonth, AreRefusedInAlertmanagersWords) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"0", "0 is not a valid day of the month: out of range"},
      {"40", "40 is not a valid day of the month: out of range"},
      {"1:-32", "-32 is not a valid day of the month: out of range"},
      {"-5:3", "end day must be negative if start day is negative"},
      {"-1:-5", "end day -5 is always before start day -1"},
      {"5:-26", "end day -26 is always before start day 5"},
      {"31:-1", "end day -1 is always before start day 31"},
      {"1:2:3", "couldn't parse range \"1:2:3\", invalid format"},
      {"5:", "\"\" is not a number"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(problem(parse_days_of_month(text)), expected) << text;
  }
}

TEST(Months, HaveNamesOrNumbers) {
  EXPECT_EQ(parse_months("may:August").value(), (NumberRange{5, 8}));
  EXPECT_EQ(parse_months("1:3").value(), (NumberRange{1, 3}));
  EXPECT_FALSE(parse_months("13"));
  EXPECT_FALSE(parse_months("0"));
  EXPECT_EQ(problem(parse_months("may:april")), "end month 4 is before start month 5");
}

TEST(Years, AreNumbers) {
  EXPECT_EQ(parse_years("2024:2026").value(), (NumberRange{2024, 2026}));
  EXPECT_EQ(problem(parse_years("2025:2020")), "end year 2020 is before start year 2025");
  EXPECT_FALSE(parse_years("soon"));
  EXPECT_FALSE(parse_years("99999999999999999999"));
}

}  // namespace
}  // namespace silicon::routing
