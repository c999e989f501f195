#include "alerting/engine/notifications/describe.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <variant>

#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/rules/condition.hpp"
#include "alerting/rules/rule.hpp"

namespace silicon::engine {
namespace {

const rules::Rule* find_rule(const std::vector<GroupSet::Member>& groups,
                             const alert::RuleIdentity& identity) {
  for (const GroupSet::Member& member : groups) {
    if (member.group.file != identity.file || member.group.name != identity.group) continue;
    for (std::size_t i = 0; i < member.group.rules.size(); ++i) {
      if (member.group.rules[i].name != identity.rule) continue;
      if (rules::identity_of(member.group, i) == identity) return &member.group.rules[i];
    }
  }
  return nullptr;
}

// What a rule measured at one time, asked for once however many of its alerts are described.
class Past {
 public:
  Past(const series::Queryable& data, const promql::Options& options, core::Instant time)
      : engine_(data, options), time_(time) {}

  // Of the one element whose labels are all among the alert's; none or several: nothing.
  std::optional<double> value_of(const rules::Rule& rule, const core::Labels& alert) {
    const promql::InstantVector& elements = measured(rule);
    std::optional<double> value;
    for (const promql::InstantSample& element : elements) {
      const bool agrees =
          std::all_of(element.labels.begin(), element.labels.end(), [&](const core::Label& label) {
            return label.name == "__name__" || alert.get(label.name) == label.value;
          });
      if (agrees && value) return std::nullopt;
      if (agrees) value = element.value;
    }
    return value;
  }

 private:
  const promql::InstantVector& measured(const rules::Rule& rule) {
    const auto [at, fresh] = asked_.try_emplace(&rule);
    if (!fresh) return at->second;
    const promql::ExpressionPtr measure = rules::without_condition(*rule.expression);
    if (measure == nullptr) return at->second;
    auto result = engine_.instant(*measure, time_);
    auto* vector = result ? std::get_if<promql::InstantVector>(&result->value) : nullptr;
    if (vector != nullptr) at->second = std::move(*vector);
    return at->second;
  }

  promql::Engine engine_;
  core::Instant time_;
  std::map<const rules::Rule*, promql::InstantVector> asked_;
};

}  // namespace

void describe(std::vector<notify::Item>& items, const std::vector<GroupSet::Member>& groups,
              const series::Queryable& data, const promql::Options& options, core::Instant now) {
  Past past(data, options, now - kTrendReach);
  for (std::size_t i = 0; i < std::min(items.size(), kMostDescribed); ++i) {
    notify::Item& item = items[i];
    if (item.notice.resolved) continue;
    const rules::Rule* rule = find_rule(groups, item.notice.rule);
    if (rule == nullptr) continue;
    if (const auto condition = rules::condition_of(*rule->expression, options)) {
      item.threshold = notify::Threshold{condition->comparison, condition->bound};
    }
    if (item.notice.no_data) continue;
    if (const auto before = past.value_of(*rule, item.notice.labels)) {
      item.trend = notify::Trend{*before, kTrendReach};
    }
  }
}

}  // namespace silicon::engine
