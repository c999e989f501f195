#include "alerting/rules/state.hpp"

#include <cassert>
#include <map>
#include <tuple>

namespace silicon::rules {
namespace {

// What must be alike for a rule to take over another's state.
using Key = std::tuple<RuleKind, std::string, core::Labels>;

Key key_of(const Rule& rule) {
  return {rule.kind, rule.name, rule.labels};
}

std::multimap<Key, std::size_t> rules_by_key(const Group& group) {
  std::multimap<Key, std::size_t> result;
  for (std::size_t i = 0; i < group.rules.size(); ++i) result.emplace(key_of(group.rules[i]), i);
  return result;
}

void append(std::vector<core::Labels>& to, const std::vector<core::Labels>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

std::string_view health_name(Health health) {
  switch (health) {
    case Health::unknown:
      return "unknown";
    case Health::ok:
      return "ok";
    case Health::err:
      return "err";
  }
  return {};
}

std::optional<alert::Phase> phase_of(const RuleState& rule) {
  std::optional<alert::Phase> phase;
  for (const alert::Alert& alert : rule.alerts) {
    if (alert.phase == alert::Phase::firing) return alert.phase;
    if (alert.phase == alert::Phase::pending) phase = alert.phase;
  }
  return phase;
}

GroupState carry_over(const Group& previous, GroupState state, const Group& next) {
  GroupState result;
  result.evaluated_at = state.evaluated_at;
  result.duration = state.duration;
  result.orphaned_series = std::move(state.orphaned_series);
  if (state.rules.empty()) return result;
  assert(state.rules.size() == previous.rules.size());
  result.rules.resize(next.rules.size());
  std::multimap<Key, std::size_t> left = rules_by_key(previous);
  for (std::size_t i = 0; i < next.rules.size(); ++i) {
    // Elements with one key stand in the order of insertion: the first is the first in the file.
    const auto match = left.lower_bound(key_of(next.rules[i]));
    if (match == left.end() || match->first != key_of(next.rules[i])) continue;
    result.rules[i] = std::move(state.rules[match->second]);
    left.erase(match);
  }
  for (const auto& [key, index] : left) {
    append(result.orphaned_series, state.rules[index].series);
  }
  return result;
}

std::vector<core::Labels> all_series(const GroupState& state) {
  std::vector<core::Labels> result = state.orphaned_series;
  for (const RuleState& rule : state.rules) append(result, rule.series);
  return result;
}

}  // namespace silicon::rules
