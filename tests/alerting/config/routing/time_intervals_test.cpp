#include "alerting/config/routing/time_intervals.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_reading.hpp"

namespace silicon::config {
namespace {

using testing::read_routing_text;
using testing::routing_problem;

constexpr std::string_view kRoute = "route: {receiver: team}\n";

std::string problem(std::string_view interval) {
  return routing_problem(std::string(kRoute) +
                         "time_intervals:\n- name: x\n  time_intervals:\n  - " +
                         std::string(interval) + "\n");
}

TEST(TimeIntervals, AreReadWhole) {
  const auto read = read_routing_text(std::string(kRoute) + R"(
time_intervals:
- name: office
  time_intervals:
  - times:
    - start_time: 09:00
      end_time: '17:00'
    weekdays: ['monday:friday', sunday]
    days_of_month: ['1:5', '-3:-1', 7]
    months: ['may:august', 12]
    years: [2025, '2026:2027']
    location: Europe/Berlin
  - {}
)");
  ASSERT_EQ(read.errors, std::vector<std::string>{});
  ASSERT_TRUE(read.config.time_intervals.contains("office"));
  const auto& intervals = read.config.time_intervals.at("office");
  ASSERT_EQ(intervals.size(), 2U);
  EXPECT_EQ(intervals[0].times, (std::vector<routing::MinuteRange>{{540, 1020}}));
  EXPECT_EQ(intervals[0].weekdays, (std::vector<routing::NumberRange>{{1, 5}, {0, 0}}));
  EXPECT_EQ(intervals[0].days_of_month,
            (std::vector<routing::NumberRange>{{1, 5}, {-3, -1}, {7, 7}}));
  EXPECT_EQ(intervals[0].months, (std::vector<routing::NumberRange>{{5, 8}, {12, 12}}));
  EXPECT_EQ(intervals[0].years, (std::vector<routing::NumberRange>{{2025, 2025}, {2026, 2027}}));
  EXPECT_EQ(intervals[0].zone.name(), "Europe/Berlin");
  EXPECT_EQ(intervals[1], routing::TimeInterval{});
}

TEST(TimeIntervals, AreRefusedWithTheirPlace) {
  EXPECT_EQ(problem("weekdays: [mon]"),
            "a.yml:5:15: time_intervals[0].time_intervals[0].weekdays: \"mon\" is not a valid "
            "weekday");
  EXPECT_NE(problem("times: [{start_time: '9:00', end_time: '10:00'}]").find("a.yml:5:"),
            std::string::npos);
  EXPECT_NE(problem("location: Nowhere/X").find("unknown time zone \"Nowhere/X\""),
            std::string::npos);
  EXPECT_NE(problem("weekday: [monday]").find("weekdays"), std::string::npos) << "a hint";
}

TEST(TimeIntervals, NeedNamesOfTheirOwnAcrossBothSections) {
  EXPECT_EQ(routing_problem(std::string(kRoute) + "time_intervals: [{time_intervals: []}]\n"),
            "a.yml:2:18: time_intervals[0]: missing name in time interval");
  EXPECT_NE(routing_problem(std::string(kRoute) +
                            "mute_time_intervals: [{name: x}]\ntime_intervals: [{name: x}]\n")
                .find("time interval \"x\" is not unique"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::config
