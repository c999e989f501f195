#include "alerting/engine/notifications/describe.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>

#include "alerting/rules/condition.hpp"

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

using Names = std::vector<std::string>;

bool is_name(core::LabelView label) {
  return label.name == "__name__";
}

Names names_of(const core::Labels& labels) {
  Names names;
  for (const core::LabelView label : labels) {
    if (!is_name(label)) names.emplace_back(label.name);
  }
  return names;
}

// Of the labels those with these names, which are sorted. Never __name__.
std::uint64_t hash_of_part(const core::Labels& labels, const Names& names) {
  std::vector<core::LabelView> part;
  part.reserve(names.size());
  for (const core::LabelView label : labels) {
    if (std::binary_search(names.begin(), names.end(), label.name)) part.push_back(label);
  }
  return core::Labels(part).hash();
}

bool agrees(const core::Labels& element, const core::Labels& alert) {
  return std::all_of(element.begin(), element.end(), [&](core::LabelView label) {
    return is_name(label) || alert.get(label.name) == label.value;
  });
}

}  // namespace

// What a rule measured, found by the labels of its alerts without a walk over thousands.
class Describer::Measured {
 public:
  explicit Measured(promql::InstantVector elements) : elements_(std::move(elements)) {
    for (const promql::InstantSample& element : elements_) {
      const Names names = names_of(element.labels);
      const std::uint64_t hash = hash_of_part(element.labels, names);
      by_names_[names].emplace(hash, &element);
    }
  }

  // Of the one element whose labels are all among the alert's; none or several: nothing.
  std::optional<double> value_of(const core::Labels& alert) const {
    std::optional<double> value;
    for (const auto& [names, elements] : by_names_) {
      const auto [first, last] = elements.equal_range(hash_of_part(alert, names));
      for (auto at = first; at != last; ++at) {
        if (!agrees(at->second->labels, alert)) continue;
        if (value) return std::nullopt;
        value = at->second->value;
      }
    }
    return value;
  }

 private:
  promql::InstantVector elements_;
  std::map<Names, std::unordered_multimap<std::uint64_t, const promql::InstantSample*>> by_names_;
};

Describer::Describer(const std::vector<GroupSet::Member>& groups, const series::Queryable& data,
                     const promql::Options& options, core::Instant now)
    : groups_(groups), engine_(data, options), time_(now - kTrendReach) {}

Describer::~Describer() = default;

const Describer::Measured* Describer::measured(const rules::Rule& rule) {
  const auto [at, fresh] = asked_.try_emplace(&rule);
  if (!fresh) return at->second.get();
  const promql::ExpressionPtr measure = rules::without_condition(*rule.expression);
  if (measure == nullptr) return nullptr;
  auto result = engine_.instant(*measure, time_);
  auto* vector = result ? std::get_if<promql::InstantVector>(&result->value) : nullptr;
  if (vector != nullptr) at->second = std::make_unique<const Measured>(std::move(*vector));
  return at->second.get();
}

void Describer::describe(std::vector<notify::Item>& items) {
  for (std::size_t i = 0; i < std::min(items.size(), kMostDescribed); ++i) {
    notify::Item& item = items[i];
    if (item.notice.resolved) continue;
    const rules::Rule* rule = find_rule(groups_, item.notice.rule());
    if (rule == nullptr) continue;
    if (const auto condition = rules::condition_of(*rule->expression, engine_.options())) {
      item.threshold = notify::Threshold{condition->comparison, condition->bound};
    }
    const Measured* before = item.notice.no_data ? nullptr : measured(*rule);
    const auto value = before != nullptr ? before->value_of(item.notice.labels) : std::nullopt;
    if (value) item.trend = notify::Trend{*value, kTrendReach};
  }
}

}  // namespace silicon::engine
