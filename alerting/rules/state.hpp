// What a group has become by being evaluated: alerts, health, and the series it wrote last. Saved
// and restored by whoever owns the evaluation; carried over when rule files are reloaded.
// Values; one thread at a time. Tested by tests/alerting/rules/state_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "alerting/alert/alert.hpp"
#include "alerting/rules/group.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

enum class Health { unknown, ok, err };

// "unknown", "ok", "err", as the API says.
std::string_view health_name(Health health);

struct RuleState {
  Health health = Health::unknown;
  std::string last_error;  // "" when the last evaluation went well
  std::optional<core::Instant> evaluated_at = std::nullopt;
  core::SteadyDuration duration{0};
  std::vector<alert::Alert> alerts;  // sorted by labels
  std::vector<core::Labels> series;  // written by the last evaluation, sorted
  // Evaluations in a row in which no selector of the rule found any series.
  std::uint64_t evaluations_without_series = 0;
};

struct GroupState {
  std::vector<RuleState> rules;  // one per rule of the group, or none before the first evaluation
  std::optional<core::Instant> evaluated_at = std::nullopt;
  core::SteadyDuration duration{0};
  // Series of rules that are no longer in the group: the next evaluation ends them.
  std::vector<core::Labels> orphaned_series;
};

// The state of a rule as a whole is its most advanced alert's; nothing when it has no active alert.
std::optional<alert::Phase> phase_of(const RuleState& rule);

// The state for a reloaded group: each rule keeps the state of the rule with the same name and
// labels, the first such rule that of the first; what nobody takes over is orphaned.
GroupState carry_over(const Group& previous, GroupState state, const Group& next);

// Every series that the group has written, orphaned ones included: to be ended when it goes.
std::vector<core::Labels> all_series(const GroupState& state);

}  // namespace silicon::rules
