#include "alerting/api/alertmanager/silences.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "alerting/api/alertmanager/alerts.hpp"
#include "alerting/api/alertmanager/filter.hpp"
#include "alerting/api/answer/spelling.hpp"
#include "alerting/api/posted/schedule.hpp"

namespace silicon::api {
namespace {

using routing::Silence;
using routing::SilenceState;

constexpr int kNotFound = 404;

bool is_regex(match::MatchType type) {
  return type == match::MatchType::regex || type == match::MatchType::not_regex;
}

bool is_equal(match::MatchType type) {
  return type == match::MatchType::equal || type == match::MatchType::regex;
}

// The members in Alertmanager's order.
void write_silence(core::JsonWriter& json, const Silence& silence, core::Instant now) {
  json.begin_object().member("id", silence.id).key("status").begin_object();
  json.member("state", silence_state_name(silence_state(silence, now))).end_object();
  json.member("updatedAt", millisecond_text(silence.updated_at));
  json.member("comment", silence.comment).member("createdBy", silence.created_by);
  json.member("endsAt", millisecond_text(silence.ends_at)).key("matchers").begin_array();
  for (const routing::Matcher& matcher : silence.matchers) {
    json.begin_object().key("isEqual").boolean(is_equal(matcher.type()));
    json.key("isRegex").boolean(is_regex(matcher.type()));
    json.member("name", matcher.name()).member("value", matcher.value()).end_object();
  }
  json.end_array().member("startsAt", millisecond_text(silence.starts_at));
  if (silence.until_resolved) json.key("untilResolved").boolean(true);
  if (!silence.schedule.empty()) {
    json.key("schedule");
    write_schedule(json, silence.schedule);
  }
  json.end_object();
}

// A filter looks at a silence's matchers as if they were labels.
core::Labels as_labels(const routing::Matchers& matchers) {
  std::vector<core::LabelView> labels;
  for (const routing::Matcher& matcher : matchers) {
    labels.push_back({matcher.name(), matcher.value()});
  }
  return core::Labels(labels);
}

bool comes_first(const Silence& a, const Silence& b, core::Instant now) {
  const SilenceState state = silence_state(a, now);
  if (state != silence_state(b, now)) {
    const auto place = [](SilenceState of) {
      return of == SilenceState::active ? 0 : of == SilenceState::pending ? 1 : 2;
    };
    return place(state) < place(silence_state(b, now));
  }
  switch (state) {
    case SilenceState::active:
      return std::tie(a.ends_at, a.id) < std::tie(b.ends_at, b.id);
    case SilenceState::pending:
      return std::tie(a.starts_at, a.id) < std::tie(b.starts_at, b.id);
    case SilenceState::expired:
      break;
  }
  return std::tie(b.ends_at, a.id) < std::tie(a.ends_at, b.id);
}

}  // namespace

Answer list_silences(const Parameters& parameters, const routing::SilenceSet& silences,
                     core::Instant now) {
  const auto matchers = read_filter(parameters);
  if (!matchers) return refusal(kBadRequest, matchers.error().message());
  std::vector<const Silence*> found;
  for (const auto& [id, silence] : silences.all()) {
    if (routing::matches(*matchers, as_labels(silence->matchers))) found.push_back(silence.get());
  }
  std::sort(found.begin(), found.end(),
            [now](const Silence* a, const Silence* b) { return comes_first(*a, *b, now); });
  core::JsonWriter json;
  json.begin_array();
  for (const Silence* silence : found) write_silence(json, *silence, now);
  json.end_array();
  return {200, json.take()};
}

Answer show_silence(const std::string& id, const routing::SilenceSet& silences, core::Instant now) {
  const Silence* silence = silences.find(id);
  if (silence == nullptr) return refusal(kNotFound, "silence " + id + " not found");
  core::JsonWriter json;
  write_silence(json, *silence, now);
  return {200, json.take()};
}

}  // namespace silicon::api
