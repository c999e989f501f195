#include "alerting/config/routing/time_intervals.hpp"

#include <utility>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/routing/calendar/parse.hpp"

namespace silicon::config {
namespace {

using routing::NumberRange;
using runtime::YamlMap;

void read_ranges(YamlMap& map, std::string_view key,
                 core::Result<NumberRange> (*parse)(std::string_view),
                 std::vector<NumberRange>& out) {
  std::vector<std::string> texts;
  map.read(key, texts);
  for (const std::string& text : texts) {
    const auto range = parse(text);
    if (range) {
      out.push_back(*range);
    } else {
      map.fail(key, range.error().message());
    }
  }
}

void read_times(YamlMap& map, std::vector<routing::MinuteRange>& out) {
  map.read_each("times", [&](YamlMap& time) {
    std::string start;
    std::string end;
    time.read("start_time", start);
    time.read("end_time", end);
    const auto minutes = routing::parse_minutes(start, end);
    if (minutes) {
      out.push_back(*minutes);
    } else {
      time.fail("", minutes.error().message());
    }
  });
}

routing::TimeInterval read_interval(YamlMap& map) {
  routing::TimeInterval interval;
  read_times(map, interval.times);
  read_ranges(map, "weekdays", routing::parse_weekdays, interval.weekdays);
  read_ranges(map, "days_of_month", routing::parse_days_of_month, interval.days_of_month);
  read_ranges(map, "months", routing::parse_months, interval.months);
  read_ranges(map, "years", routing::parse_years, interval.years);
  map.read_with("location", interval.zone, routing::TimeZone::find);
  return interval;
}

void read_section(YamlMap& root, std::string_view section, NamedIntervals& out) {
  root.read_each(section, [&](YamlMap& map) {
    std::string name;
    map.read("name", name);
    std::vector<routing::TimeInterval> intervals;
    map.read_each("time_intervals",
                  [&](YamlMap& interval) { intervals.push_back(read_interval(interval)); });
    if (name.empty()) {
      map.fail("", "missing name in time interval");
    } else if (!out.try_emplace(name, std::move(intervals)).second) {
      map.fail("name", "time interval " + promql::quoted(name) + " is not unique");
    }
  });
}

}  // namespace

void read_time_intervals(YamlMap& root, NamedIntervals& out) {
  read_section(root, "mute_time_intervals", out);
  read_section(root, "time_intervals", out);
}

}  // namespace silicon::config
