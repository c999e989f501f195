// One rule at one instant: from its expression to the samples it writes and the alerts it has. What
// groups are about (order, health, staleness) is evaluate.hpp's.
// One thread at a time. Tested by tests/alerting/rules/run/recording_test.cpp and
// alerting_test.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/rules/state.hpp"
#include "alerting/rules/surroundings.hpp"
#include "exporter/core/result.hpp"

namespace silicon::rules {

struct RuleRun {
  const Group& group;
  const Rule& rule;
  core::Instant now;
  const Surroundings& surroundings;

  // The instant whose data are looked at, and which the samples are of.
  core::Instant data_time() const { return now - group.query_offset; }
};

struct RuleOutcome {
  std::vector<Sample> samples;
  std::vector<alert::Transition> transitions;
  std::size_t series_found = 0;  // by the rule's selectors
};

core::Result<RuleOutcome> run_recording(const RuleRun& run);

// Moves the rule's alerts on. On an error they are as they were, unless there were more than the
// limit.
core::Result<RuleOutcome> run_alerting(const RuleRun& run, RuleState& state);

}  // namespace silicon::rules
