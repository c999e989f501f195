#include "alerting/api/monitoring/explained_json.hpp"

#include <cstdint>

#include "alerting/api/alertmanager/alerts.hpp"
#include "alerting/api/answer/spelling.hpp"
#include "alerting/notify/message/notification.hpp"
#include "exporter/core/duration.hpp"

namespace silicon::api {
namespace {

void write_time(core::JsonWriter& json, std::string_view name,
                const std::optional<core::Instant>& time) {
  if (time) json.member(name, millisecond_text(*time));
}

std::int64_t signed_count(std::size_t count) {
  return static_cast<std::int64_t>(count);
}

void write_rule(core::JsonWriter& json, const Explained& one) {
  if (!one.rule) return;
  json.key("rule").begin_object().member("file", one.rule->file).member("group", one.rule->group);
  json.member("name", one.rule->rule).member("for", core::format_duration(one.hold_for));
  json.end_object();
}

std::string_view state_of(const Explained& one) {
  if (one.alert) {
    return one.alert->phase == alert::Phase::resolved ? "resolved" : phase_name(one.alert->phase);
  }
  if (one.notice == nullptr) return "unknown";
  return one.notice->resolved ? "resolved" : "firing";
}

void write_life(core::JsonWriter& json, const Explained& one) {
  json.member("state", state_of(one));
  if (one.alert) {
    write_time(json, "activeAt", one.alert->active_at);
    write_time(json, "firedAt", one.alert->fired_at);
    write_time(json, "keepFiringSince", one.alert->keep_firing_since);
    write_time(json, "resolvedAt", one.alert->resolved_at);
    write_time(json, "noDataSince", one.alert->no_data_since);
    json.member("value", value_text(one.alert->value));
  } else if (one.notice != nullptr) {
    write_time(json, "firedAt", one.notice->starts_at);
    write_time(json, "endsAt", one.notice->ends_at);
  }
}

void write_routes(core::JsonWriter& json, const std::vector<ExplainedRoute>& routes) {
  json.key("routes").begin_array();
  for (const ExplainedRoute& route : routes) {
    json.begin_object().member("key", route.key).member("matchers", route.matchers);
    json.member("receiver", route.receiver).key("depth").integer(route.depth);
    json.key("matched").boolean(route.failed.empty()).key("chosen").boolean(route.chosen);
    if (!route.failed.empty()) json.member("failedMatcher", route.failed);
    json.end_object();
  }
  json.end_array();
}

void write_suppression(core::JsonWriter& json, const routing::Suppression& suppression) {
  json.key("quiet").begin_object();
  json.member("kind", routing::suppression_text(suppression.kind)).key("by").begin_array();
  for (const std::string& by : suppression.by) json.string(by);
  json.end_array().end_object();
}

void write_channel(core::JsonWriter& json, const ExplainedGroup::Channel& channel) {
  json.begin_object().member("receiver", channel.receiver);
  json.member("integration", channel.integration);
  write_time(json, "toldAt", channel.told_at);
  json.key("knows").boolean(channel.knows).key("waiting").begin_array();
  for (const std::uint64_t id : channel.waiting) json.integer(static_cast<std::int64_t>(id));
  json.end_array().end_object();
}

void write_group(core::JsonWriter& json, const ExplainedGroup& group, const AttemptsOf& attempts) {
  json.begin_object().member("receiver", group.receiver).member("groupKey", group.group_key);
  write_time(json, "nextFlush", group.next_flush);
  write_time(json, "escalateAt", group.escalate_at);
  if (group.suppression) write_suppression(json, *group.suppression);
  json.key("channels").begin_array();
  for (const ExplainedGroup::Channel& channel : group.channels) write_channel(json, channel);
  json.end_array().key("attempts").begin_array();
  if (attempts) {
    for (const state::DeliveryAttempt& attempt : attempts(group.group_key)) {
      write_attempt(json, attempt);
    }
  }
  json.end_array().end_object();
}

void write_explained(core::JsonWriter& json, const Explained& one, const AttemptsOf& attempts) {
  json.begin_object().key("labels").labels(one.labels);
  json.member("fingerprint", notify::fingerprint(one.labels));
  write_rule(json, one);
  write_life(json, one);
  write_routes(json, one.routes);
  json.key("groups").begin_array();
  for (const ExplainedGroup& group : one.groups) write_group(json, group, attempts);
  json.end_array().key("silencedBy").begin_array();
  for (const std::string& id : one.silenced_by) json.string(id);
  json.end_array();
  if (one.acknowledgement) {
    json.key("acknowledgement");
    write_acknowledgement(json, *one.acknowledgement);
  }
  json.end_object();
}

}  // namespace

void write_attempt(core::JsonWriter& json, const state::DeliveryAttempt& attempt) {
  json.begin_object().member("time", millisecond_text(attempt.time));
  json.key("id").integer(static_cast<std::int64_t>(attempt.id));
  json.member("receiver", attempt.receiver).member("integration", attempt.integration);
  json.member("groupKey", attempt.group_key).member("reason", attempt.reason);
  json.key("firing").integer(signed_count(attempt.firing));
  json.key("resolved").integer(signed_count(attempt.resolved));
  json.member("outcome", state::delivery_outcome_name(attempt.outcome));
  json.member("answer", attempt.answer);
  json.key("durationSeconds").number(core::seconds(attempt.duration)).end_object();
}

void write_explanation(core::JsonWriter& json, const Explanation& explanation,
                       const AttemptsOf& attempts) {
  json.begin_object().key("routes").boolean(explanation.routes).key("alerts").begin_array();
  for (const Explained& one : explanation.alerts) write_explained(json, one, attempts);
  json.end_array().key("leftOut").integer(signed_count(explanation.left_out)).end_object();
}

}  // namespace silicon::api
