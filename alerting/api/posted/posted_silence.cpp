#include "alerting/api/posted/posted_silence.hpp"

#include <string>
#include <utility>

#include "alerting/api/posted/json_body.hpp"
#include "alerting/api/posted/schedule.hpp"
#include "exporter/core/text.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

match::MatchType type_of(bool is_equal, bool is_regex) {
  if (is_regex) return is_equal ? match::MatchType::regex : match::MatchType::not_regex;
  return is_equal ? match::MatchType::equal : match::MatchType::not_equal;
}

core::Result<routing::Matcher> read_matcher(const Json& map) {
  if (!map.is_object()) return core::invalid("matchers in body must be of type object");
  auto name = text_member(map, "name");
  if (!name) return std::move(name).error();
  auto value = text_member(map, "value");
  if (!value) return std::move(value).error();
  const auto is_regex = flag_member(map, "isRegex");
  if (!is_regex) return is_regex.error();
  const auto is_equal = flag_member(map, "isEqual");
  if (!is_equal) return is_equal.error();
  if (!*name) return missing("name");
  if (!*value) return missing("value");
  if (!*is_regex) return missing("isRegex");
  return routing::Matcher::create(type_of(is_equal->value_or(true), **is_regex), **std::move(name),
                                  **std::move(value));
}

core::Status read_matchers(const Json& map, routing::Silence& out) {
  const auto list = map.find("matchers");
  if (list == map.end() || list->is_null()) return missing("matchers");
  if (!list->is_array()) return core::invalid("matchers in body must be of type array");
  if (list->empty()) return core::invalid("matchers in body should have at least 1 items");
  if (list->size() > kMostSilenceMatchers) {
    return core::invalid("matchers in body should have at most " +
                         std::to_string(kMostSilenceMatchers) + " items");
  }
  for (const Json& each : *list) {
    auto matcher = read_matcher(each);
    if (!matcher) {
      return std::move(matcher).error().within("matchers." + std::to_string(out.matchers.size()));
    }
    out.matchers.push_back(*std::move(matcher));
  }
  return core::Done{};
}

core::Status read_times(const Json& map, routing::Silence& out) {
  const auto starts_at = time_member(map, "startsAt");
  if (!starts_at) return starts_at.error();
  const auto ends_at = time_member(map, "endsAt");
  if (!ends_at) return ends_at.error();
  if (!*starts_at) return missing("startsAt");
  if (!*ends_at) return missing("endsAt");
  out.starts_at = **starts_at;
  out.ends_at = **ends_at;
  return core::Done{};
}

core::Status read_texts(const Json& map, routing::Silence& out) {
  auto id = text_member(map, "id");
  if (!id) return std::move(id).error();
  auto by = text_member(map, "createdBy");
  if (!by) return std::move(by).error();
  auto comment = text_member(map, "comment");
  if (!comment) return std::move(comment).error();
  if (!*by) return missing("createdBy");
  if (!*comment) return missing("comment");
  out.id = (*std::move(id)).value_or("");
  out.created_by = **std::move(by);
  out.comment = **std::move(comment);
  return core::Done{};
}

core::Status read_own(const Json& map, routing::Silence& out) {
  const auto until_resolved = flag_member(map, "untilResolved");
  if (!until_resolved) return until_resolved.error();
  out.until_resolved = until_resolved->value_or(false);
  const auto schedule = map.find("schedule");
  if (schedule == map.end() || schedule->is_null()) return core::Done{};
  auto intervals = read_schedule(*schedule);
  if (!intervals) return std::move(intervals).error();
  out.schedule = *std::move(intervals);
  return core::Done{};
}

// Alertmanager's words for what the set would refuse with others.
core::Status check_times(const routing::Silence& silence, core::Instant now) {
  if (silence.starts_at >= silence.ends_at) {
    return core::invalid("Failed to create silence: start time must be before end time");
  }
  if (silence.ends_at < now) {
    return core::invalid("Failed to create silence: end time can't be in the past");
  }
  return core::Done{};
}

}  // namespace

core::Result<routing::Silence> read_posted_silence(std::string_view body, core::Instant now) {
  if (body.size() > kMostSilenceBytes) return core::invalid("the body is too large");
  const auto json = parse_body(body);
  if (!json) return json.error();
  if (!json->is_object()) return core::invalid("silence in body must be of type object");
  routing::Silence silence;
  for (const auto read : {read_times, read_texts, read_matchers, read_own}) {
    if (core::Status status = read(*json, silence); !status) return std::move(status).error();
  }
  if (core::Status status = check_times(silence, now); !status) return std::move(status).error();
  return silence;
}

}  // namespace silicon::api
