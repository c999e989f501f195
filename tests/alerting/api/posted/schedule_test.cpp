#include "alerting/api/posted/schedule.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silicon::api {
namespace {

using nlohmann::json;

std::string written(const std::vector<routing::TimeInterval>& schedule) {
  core::JsonWriter writer;
  write_schedule(writer, schedule);
  return writer.take();
}

std::string problem(std::string_view text) {
  const auto schedule = read_schedule(json::parse(text));
  return schedule ? "" : schedule.error().message();
}

TEST(Schedule, IsReadAndWrittenBack) {
  const json all = json::parse(R"([
      {"times": [{"start_time": "22:00", "end_time": "24:00"},
                 {"start_time": "00:05", "end_time": "06:30"}],
       "weekdays": ["monday:friday", "sunday"], "days_of_month": ["1:5", "-3:-1"],
       "months": ["may:august", "december"], "years": ["2026", "2028:2030"],
       "location": "Europe/Berlin"},
      {"location": "UTC"}])");
  const auto schedule = read_schedule(all);
  ASSERT_TRUE(schedule.ok()) << schedule.error().message();
  ASSERT_EQ(schedule->size(), 2U);
  EXPECT_EQ((*schedule)[0].times[1], (routing::MinuteRange{5, 390}));
  EXPECT_EQ((*schedule)[0].weekdays[0], (routing::NumberRange{1, 5}));
  EXPECT_EQ((*schedule)[0].months[0], (routing::NumberRange{5, 8}));
  EXPECT_EQ(json::parse(written(*schedule)), all);
  EXPECT_EQ(read_schedule(json::parse(written(*schedule))).value(), *schedule);
}

TEST(Schedule, SaysWhatIsWrong) {
  EXPECT_EQ(problem("{}"), "schedule must be a list of at most 64 time intervals");
  EXPECT_EQ(problem("[1]"), "schedule must be a list of time intervals");
  EXPECT_EQ(problem(R"([{"weekday": ["monday"]}])"), "schedule: unknown member \"weekday\"");
  EXPECT_EQ(problem(R"([{"weekdays": "monday"}])"), "schedule: weekdays must be a list");
  EXPECT_EQ(problem(R"([{"weekdays": [1]}])"), "schedule: weekdays must be texts");
  EXPECT_EQ(problem(R"([{"weekdays": ["noday"]}])").rfind("schedule: weekdays: ", 0), 0U);
  EXPECT_EQ(problem(R"([{"times": {}}])"), "schedule: times must be a list");
  EXPECT_NE(problem(R"([{"times": [{"start_time": "9", "end_time": "10:00"}]}])"), "");
  EXPECT_NE(problem(R"([{"times": [{"start_time": 9}]}])"), "");
  EXPECT_NE(problem(R"([{"location": "Nowhere/Atlantis"}])"), "");
  EXPECT_EQ(problem(R"([{"location": 1}])"), "schedule: location must be text");
}

TEST(Schedule, IsLimited) {
  json many = json::array();
  for (std::size_t i = 0; i < kMostIntervals; ++i) many.push_back(json::object());
  EXPECT_TRUE(read_schedule(many).ok());
  many.push_back(json::object());
  EXPECT_FALSE(read_schedule(many).ok());
}

}  // namespace
}  // namespace silicon::api
