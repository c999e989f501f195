// Evaluates one group at one instant: runs its rules in order, writes what they yield, moves their
// alerts on, and says who must be told. Semantics are Prometheus 3.14's (rules/group.go,
// rules/alerting.go, rules/recording.go). No clock, no files, no sockets: series are read from a
// Queryable and written through a function.
// One evaluation of a group at a time. Tested by tests/alerting/rules/evaluate_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/alert/notice.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/rules/state.hpp"
#include "alerting/rules/surroundings.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

struct RuleTransition {
  std::size_t rule = 0;
  alert::Transition transition;
};

struct RuleFailure {
  std::size_t rule = 0;
  std::string error;
};

struct Evaluation {
  std::vector<RuleTransition> transitions;  // in the order of the rules
  std::vector<alert::Notice> notices;       // to be sent; already marked as sent in the state
  std::vector<RuleFailure> failures;
  std::size_t samples = 0;    // written, stale markers included
  std::size_t discarded = 0;  // that the store did not take
};

// `now` is an instant of the group's grid. A rule that fails keeps its alerts and its series as
// they are and tells nobody anything, except that one over the group's limit loses its alerts.
Evaluation evaluate(const Group& group, GroupState& state, core::Instant now,
                    const Surroundings& surroundings);

// Ends all series of a group that is no more. Returns how many.
std::size_t end_series(const GroupState& state, core::Instant now, const WriteSamples& write);

}  // namespace silicon::rules
