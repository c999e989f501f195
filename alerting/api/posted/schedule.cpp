#include "alerting/api/posted/schedule.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <string>
#include <utility>

#include "alerting/api/posted/json_body.hpp"
#include "alerting/routing/calendar/parse.hpp"
#include "exporter/core/text.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;
using routing::NumberRange;

constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

core::Status read_ranges(const Json& list, const std::string& name,
                         core::Result<NumberRange> (*parse)(std::string_view),
                         std::vector<NumberRange>& out) {
  if (!list.is_array() || list.size() > kMostIntervals)
    return core::invalid(name + " must be a list");
  for (const Json& text : list) {
    if (!text.is_string()) return core::invalid(name + " must be texts");
    const auto range = parse(text.get_ref<const std::string&>());
    if (!range) return core::Error(range.error()).within(name);
    out.push_back(*range);
  }
  return core::Done{};
}

core::Status read_times(const Json& list, std::vector<routing::MinuteRange>& out) {
  if (!list.is_array() || list.size() > kMostIntervals)
    return core::invalid("times must be a list");
  for (const Json& time : list) {
    const auto start = text_member(time, "start_time");
    const auto end = text_member(time, "end_time");
    if (!start) return start.error();
    if (!end) return end.error();
    const auto minutes = routing::parse_minutes(start->value_or(""), end->value_or(""));
    if (!minutes) return minutes.error();
    out.push_back(*minutes);
  }
  return core::Done{};
}

core::Status read_zone(const Json& name, routing::TimeZone& out) {
  if (!name.is_string()) return core::invalid("location must be text");
  auto zone = routing::TimeZone::find(name.get_ref<const std::string&>());
  if (!zone) return std::move(zone).error();
  out = *std::move(zone);
  return core::Done{};
}

core::Status read_member(const std::string& name, const Json& value, routing::TimeInterval& out) {
  if (name == "times") return read_times(value, out.times);
  if (name == "weekdays") return read_ranges(value, name, routing::parse_weekdays, out.weekdays);
  if (name == "days_of_month") {
    return read_ranges(value, name, routing::parse_days_of_month, out.days_of_month);
  }
  if (name == "months") return read_ranges(value, name, routing::parse_months, out.months);
  if (name == "years") return read_ranges(value, name, routing::parse_years, out.years);
  if (name == "location") return read_zone(value, out.zone);
  return core::invalid("unknown member " + core::excerpt(name));
}

template <std::size_t Count>
std::string name_of(int number, const std::array<std::string_view, Count>& names, int first) {
  return std::string(names[static_cast<std::size_t>(number - first) % Count]);
}

template <class Spell>
void write_ranges(core::JsonWriter& json, std::string_view name,
                  const std::vector<NumberRange>& ranges, Spell spell) {
  if (ranges.empty()) return;
  json.key(name).begin_array();
  for (const NumberRange& range : ranges) {
    std::string text = spell(range.first);
    if (range.last != range.first) text += ":" + spell(range.last);
    json.string(text);
  }
  json.end_array();
}

std::string clock_text(int minute) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", minute / 60, minute % 60);
  return text.data();
}

void write_interval(core::JsonWriter& json, const routing::TimeInterval& interval) {
  json.begin_object();
  if (!interval.times.empty()) {
    json.key("times").begin_array();
    for (const routing::MinuteRange& time : interval.times) {
      json.begin_object().member("start_time", clock_text(time.start));
      json.member("end_time", clock_text(time.end)).end_object();
    }
    json.end_array();
  }
  const auto number = [](int value) { return std::to_string(value); };
  write_ranges(json, "weekdays", interval.weekdays,
               [](int day) { return name_of(day, kWeekdays, 0); });
  write_ranges(json, "days_of_month", interval.days_of_month, number);
  write_ranges(json, "months", interval.months,
               [](int month) { return name_of(month, kMonths, 1); });
  write_ranges(json, "years", interval.years, number);
  json.member("location", interval.zone.name()).end_object();
}

}  // namespace

core::Result<std::vector<routing::TimeInterval>> read_schedule(const Json& list) {
  if (!list.is_array() || list.size() > kMostIntervals) {
    return core::invalid("schedule must be a list of at most " + std::to_string(kMostIntervals) +
                         " time intervals");
  }
  std::vector<routing::TimeInterval> schedule;
  for (const Json& map : list) {
    if (!map.is_object()) return core::invalid("schedule must be a list of time intervals");
    routing::TimeInterval interval;
    for (const auto& [name, value] : map.items()) {
      if (core::Status status = read_member(name, value, interval); !status) {
        return std::move(status).error().within("schedule");
      }
    }
    schedule.push_back(std::move(interval));
  }
  return schedule;
}

void write_schedule(core::JsonWriter& json, const std::vector<routing::TimeInterval>& schedule) {
  json.begin_array();
  for (const routing::TimeInterval& interval : schedule) write_interval(json, interval);
  json.end_array();
}

}  // namespace silicon::api
