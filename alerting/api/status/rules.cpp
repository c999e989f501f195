#include "alerting/api/status/rules.hpp"

#include <algorithm>
#include <utility>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/api/answer/spelling.hpp"
#include "alerting/api/status/rule_filter.hpp"

namespace silicon::api {
namespace {

using Member = engine::GroupSet::Member;

double as_seconds(core::Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

void write_alert(core::JsonWriter& json, const alert::Alert& alert) {
  json.begin_object().key("labels").labels(alert.labels);
  json.key("annotations").labels(alert.annotations);
  json.member("state", alert::phase_name(alert.phase));
  json.member("activeAt", time_text(alert.active_at));
  if (alert.keep_firing_since) json.member("keepFiringSince", time_text(alert.keep_firing_since));
  json.member("value", scientific_text(alert.value));
  // Ours: it is held because what it is computed from cannot be scraped.
  if (alert.no_data()) json.member("noDataSince", time_text(alert.no_data_since));
  json.end_object();
}

void write_active(core::JsonWriter& json, const rules::RuleState& state) {
  for (const alert::Alert& alert : state.alerts) {
    if (alert::is_active(alert)) write_alert(json, alert);
  }
}

void write_evaluation(core::JsonWriter& json, const rules::RuleState& state) {
  json.member("health", rules::health_name(state.health));
  if (!state.last_error.empty()) json.member("lastError", state.last_error);
  json.key("evaluationTime").number(core::seconds(state.duration));
  json.member("lastEvaluation", time_text(state.evaluated_at));
}

void write_alerting(core::JsonWriter& json, const rules::Rule& rule, const rules::RuleState& state,
                    bool exclude_alerts) {
  const auto phase = rules::phase_of(state);
  json.begin_object();
  json.member("state", alert::phase_name(phase.value_or(alert::Phase::resolved)));
  json.member("name", rule.name).member("query", rule.expression_text);
  json.key("duration").number(as_seconds(rule.hold_for));
  json.key("keepFiringFor").number(as_seconds(rule.keep_firing_for));
  json.key("labels").labels(rule.labels).key("annotations").labels(rule.annotations);
  if (!exclude_alerts) {
    json.key("alerts").begin_array();
    write_active(json, state);
    json.end_array();
  }
  write_evaluation(json, state);
  json.member("type", "alerting").end_object();
}

void write_recording(core::JsonWriter& json, const rules::Rule& rule,
                     const rules::RuleState& state) {
  json.begin_object().member("name", rule.name).member("query", rule.expression_text);
  if (!rule.labels.empty()) json.key("labels").labels(rule.labels);
  write_evaluation(json, state);
  json.member("type", "recording").end_object();
}

void write_rules(core::JsonWriter& json, const Member& member, const RuleFilter& filter) {
  const rules::RuleState none;
  for (std::size_t i = 0; i < member.group.rules.size(); ++i) {
    const rules::Rule& rule = member.group.rules[i];
    if (!filter.admits(rule)) continue;
    const rules::RuleState& state = i < member.state.rules.size() ? member.state.rules[i] : none;
    if (rule.kind == rules::RuleKind::alerting) {
      write_alerting(json, rule, state, filter.exclude_alerts);
    } else {
      write_recording(json, rule, state);
    }
  }
}

bool has_rules(const Member& member, const RuleFilter& filter) {
  return filter.admits(member.group) &&
         std::any_of(member.group.rules.begin(), member.group.rules.end(),
                     [&](const rules::Rule& rule) { return filter.admits(rule); });
}

void write_group(core::JsonWriter& json, const Member& member, const RuleFilter& filter) {
  json.begin_object().member("name", member.group.name).member("file", member.group.file);
  json.key("rules").begin_array();
  write_rules(json, member, filter);
  json.end_array();
  json.key("interval").number(as_seconds(member.group.interval));
  json.key("limit").integer(static_cast<std::int64_t>(member.group.limit));
  json.key("evaluationTime").number(core::seconds(member.state.duration));
  json.member("lastEvaluation", time_text(member.state.evaluated_at)).end_object();
}

// Prometheus's token for the group to go on with is a hash; any text that names it will do.
std::string token_of(const Member& member) {
  return member.group.file + ";" + member.group.name;
}

struct Page {
  std::size_t limit = 0;
  std::string_view from;
};

std::optional<Answer> read_page(const Parameters& parameters, Page& page) {
  page.from = parameters.first("group_next_token");
  const std::string_view text = parameters.first("group_limit");
  if (text.empty()) {
    if (page.from.empty()) return std::nullopt;
    return invalid_parameter(
        "group_limit", "group_limit needs to be present in order to paginate over the groups");
  }
  const auto limit = parse_limit(text);
  if (!limit) return invalid_parameter("group_limit", limit.error().message());
  page.limit = *limit;
  return std::nullopt;
}

}  // namespace

Answer list_rules(const Parameters& parameters, const Groups& groups) {
  RuleFilter filter;
  if (auto refusal = read_filter(parameters, filter)) return *std::move(refusal);
  Page page;
  if (auto refusal = read_page(parameters, page)) return *std::move(refusal);
  core::JsonWriter json = begin_success();
  json.begin_object().key("groups").begin_array();
  bool skipping = !page.from.empty();
  std::size_t written = 0;
  std::string next;
  for (const Member& member : groups) {
    if (skipping && token_of(member) != page.from) continue;
    skipping = false;
    if (!has_rules(member, filter)) continue;
    if (page.limit > 0 && written == page.limit) {
      next = token_of(member);
      break;
    }
    write_group(json, member, filter);
    ++written;
  }
  if (skipping) {
    return invalid_parameter(
        "group_next_token",
        "invalid group_next_token '" + std::string(page.from) + "'. were rule groups changed?");
  }
  json.end_array();
  if (!next.empty()) json.member("groupNextToken", next);
  json.end_object();
  return success(std::move(json));
}

Answer list_alerts(const Groups& groups) {
  core::JsonWriter json = begin_success();
  json.begin_object().key("alerts").begin_array();
  for (const Member& member : groups) {
    for (const rules::RuleState& rule : member.state.rules) write_active(json, rule);
  }
  json.end_array().end_object();
  return success(std::move(json));
}

}  // namespace silicon::api
