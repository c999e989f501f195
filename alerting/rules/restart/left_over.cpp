#include "alerting/rules/restart/left_over.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace silicon::rules {
namespace {

constexpr const char* kAlerts = "ALERTS";
constexpr const char* kAlertsForState = "ALERTS_FOR_STATE";

bool is_of_alerts(const core::Labels& series) {
  const std::string_view name = series.get("__name__");
  return name == kAlerts || name == kAlertsForState;
}

// A template can come to anything.
bool is_template(std::string_view value) {
  return value.find("{{") != std::string_view::npos;
}

bool may_have_written(const Rule& rule, const core::Labels& series) {
  const bool alerting = rule.kind == RuleKind::alerting;
  if (alerting != is_of_alerts(series)) return false;
  if (series.get(alerting ? "alertname" : "__name__") != rule.name) return false;
  return std::all_of(rule.labels.begin(), rule.labels.end(), [&](core::LabelView label) {
    return (alerting && is_template(label.value)) || series.get(label.name) == label.value;
  });
}

bool may_have_written(const Group& group, const core::Labels& series) {
  return std::any_of(group.rules.begin(), group.rules.end(),
                     [&](const Rule& rule) { return may_have_written(rule, series); });
}

std::set<std::string> names_written(std::span<const Group* const> groups) {
  std::set<std::string> names{kAlerts, kAlertsForState};
  for (const Group* group : groups) {
    for (const Rule& rule : group->rules) {
      if (rule.kind == RuleKind::recording) names.insert(rule.name);
    }
  }
  return names;
}

// Labels of the series of that name that have points in the span and have not ended.
std::vector<core::Labels> unended(const series::Queryable& data, const std::string& name,
                                  core::Instant since, core::Instant now) {
  const auto matcher = series::Matcher::create(series::MatchType::equal, "__name__", name);
  if (!matcher) return {};
  const auto views = data.select(std::span(&*matcher, 1), since, now, {});
  std::vector<core::Labels> result;
  if (!views) return result;
  for (const series::SeriesView& view : *views) {
    const auto newest = view.newest(since, now);
    if (newest && !series::is_stale(newest->value)) result.push_back(view.labels());
  }
  return result;
}

}  // namespace

LeftOver left_over(std::span<const Group* const> groups, const series::Queryable& data,
                   core::Instant since, core::Instant now) {
  LeftOver result;
  result.of_groups.resize(groups.size());
  for (const std::string& name : names_written(groups)) {
    for (core::Labels& series : unended(data, name, since + core::Duration(1), now)) {
      std::vector<std::size_t> owners;
      for (std::size_t i = 0; i < groups.size(); ++i) {
        if (may_have_written(*groups[i], series)) owners.push_back(i);
      }
      if (owners.size() == 1) {
        result.of_groups[owners[0]].push_back(std::move(series));
      } else if (owners.empty() && is_of_alerts(series)) {
        result.of_nobody.push_back(std::move(series));
      }
    }
  }
  return result;
}

}  // namespace silicon::rules
