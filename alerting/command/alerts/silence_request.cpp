#include "alerting/command/alerts/silence_request.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "alerting/api/answer/parameters.hpp"
#include "alerting/api/answer/spelling.hpp"
#include "alerting/api/posted/schedule.hpp"
#include "alerting/command/alerts/named.hpp"
#include "alerting/routing/calendar/parse.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/json/writer.hpp"
#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

core::Error misuse(std::string what) {
  return core::Error(std::move(what), core::ErrorKind::invalid);
}

core::Result<std::optional<core::Instant>> time_flag(const AlerterCommandLine& line,
                                                     const std::string& flag) {
  const auto text = line.value(flag);
  if (!text) return std::optional<core::Instant>();
  const auto time = api::parse_time(*text);
  if (!time) return misuse("--" + flag + " " + *text + ": RFC 3339, or seconds of Unix time");
  return std::optional(*time);
}

struct Span {
  core::Instant start;
  core::Instant end;
};

core::Result<Span> span_of(const AlerterCommandLine& line, core::Instant now) {
  const auto start = time_flag(line, "start");
  if (!start) return start.error();
  const auto end = time_flag(line, "end");
  if (!end) return end.error();
  const bool is_long = line.has("until-resolved") || line.has("schedule");
  core::Duration duration = is_long ? kLongSilence : kUsualSilence;
  if (const auto text = line.value("duration")) {
    if (*end) return misuse("--duration or --end, not both");
    const auto parsed = core::parse_duration(*text);
    if (!parsed || *parsed <= core::Duration(0)) {
      return misuse("--duration " + *text + ": a duration as 2h or 30m");
    }
    duration = *parsed;
  }
  Span span;
  span.start = start->value_or(now);
  span.end = end->value_or(span.start + duration);
  if (span.end <= span.start) return misuse("--end is not behind the start");
  return span;
}

void write(core::JsonWriter& json, const routing::Matchers& matchers) {
  json.key("matchers").begin_array();
  for (const routing::Matcher& matcher : matchers) {
    const match::MatchType type = matcher.type();
    json.begin_object().member("name", matcher.name()).member("value", matcher.value());
    json.key("isEqual").boolean(type == match::MatchType::equal || type == match::MatchType::regex);
    json.key("isRegex").boolean(type == match::MatchType::regex ||
                                type == match::MatchType::not_regex);
    json.end_object();
  }
  json.end_array();
}

core::Status take_word(std::string_view word, routing::TimeInterval& out) {
  const std::size_t dash = word.find('-');
  const bool times = dash != std::string_view::npos && word.find(':') < dash &&
                     word.find_first_not_of("0123456789:-") == std::string_view::npos;
  if (times) {
    const auto minutes = routing::parse_minutes(word.substr(0, dash), word.substr(dash + 1));
    if (!minutes) return minutes.error();
    out.times.push_back(*minutes);
    return core::Done{};
  }
  if (const auto days = routing::parse_weekdays(word)) {
    out.weekdays.push_back(*days);
    return core::Done{};
  }
  auto zone = routing::TimeZone::find(word);
  if (!zone) {
    return misuse(core::excerpt(word) +
                  " is no day (monday, monday:friday), no time (22:00-24:00) and no zone");
  }
  out.zone = *std::move(zone);
  return core::Done{};
}

}  // namespace

core::Result<routing::TimeInterval> parse_schedule(std::string_view text) {
  routing::TimeInterval interval;
  const std::vector<std::string_view> words = core::fields(text);
  if (words.empty()) return misuse("when? As 'monday:friday 22:00-24:00 Europe/Berlin'");
  for (const std::string_view word : words) {
    if (core::Status status = take_word(word, interval); !status) return std::move(status).error();
  }
  return interval;
}

core::Result<std::string> silence_request(const AlerterCommandLine& line, core::Instant now,
                                          const std::string& user) {
  if (line.words.empty()) return misuse("silence add: what? Matchers, as 'alertname=\"Down\"'");
  const auto matchers = matchers_of(line.words);
  if (!matchers) return matchers.error();
  const auto span = span_of(line, now);
  if (!span) return span.error();
  std::vector<routing::TimeInterval> schedule;
  for (const std::string& text : line.values("schedule")) {
    auto interval = parse_schedule(text);
    if (!interval) return std::move(interval).error().within("--schedule");
    schedule.push_back(*std::move(interval));
  }
  core::JsonWriter json;
  json.begin_object();
  write(json, *matchers);
  json.member("startsAt", api::millisecond_text(span->start));
  json.member("endsAt", api::millisecond_text(span->end));
  json.member("createdBy", line.value("author").value_or(user));
  json.member("comment", line.value("comment").value_or(""));
  if (line.has("until-resolved")) json.key("untilResolved").boolean(true);
  if (!schedule.empty()) {
    json.key("schedule");
    api::write_schedule(json, schedule);
  }
  json.end_object();
  return json.take();
}

}  // namespace silicon::command
