#include "alerting/rules/restart/reach.hpp"

#include <algorithm>

namespace silicon::rules {
namespace {

// Rules that record from each other in a circle would go on forever.
constexpr int kMostLevels = 8;

// Whether something was longer than known.
bool extend(std::span<const Group> groups, RecordedReach& reach) {
  bool changed = false;
  for (const Group& group : groups) {
    for (const Rule& rule : group.rules) {
      if (rule.kind != RuleKind::recording) continue;
      const core::Duration found = reach_through(*rule.expression, reach) + group.query_offset;
      core::Duration& known = reach[rule.name];
      changed = changed || found > known;
      known = std::max(known, found);
    }
  }
  return changed;
}

}  // namespace

RecordedReach recorded_reach(std::span<const Group> groups) {
  RecordedReach reach;
  for (int level = 0; level < kMostLevels && extend(groups, reach); ++level) {
  }
  return reach;
}

core::Duration reach_through(const promql::Expression& expression, const RecordedReach& recorded) {
  core::Duration behind{0};
  for (const promql::VectorSelector* selector : selectors_of(expression)) {
    const auto found = recorded.find(selector->name);
    if (found != recorded.end()) behind = std::max(behind, found->second);
  }
  return reach_of(expression) + behind;
}

}  // namespace silicon::rules
