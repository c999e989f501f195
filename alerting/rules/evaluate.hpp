// Evaluates one group at one instant: runs its rules in order, writes what they yield, moves their
// alerts on, and says who must be told. Semantics are Prometheus 3.14's (rules/group.go,
// rules/alerting.go, rules/recording.go). No clock, no files, no sockets: series are read from a
// Queryable and written through a function.
// One evaluation of a group at a time. Tested by tests/alerting/rules/write_test.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/alert/notice.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/rules/state.hpp"
#include "alerting/series/store.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

struct Sample {
  core::Labels labels;
  series::Point point;  // a stale marker ends the series

  friend bool operator==(const Sample&, const Sample&) = default;
};

// Takes the samples of one rule before the next rule runs; returns how many were not stored because
// they were out of order, duplicates, or too many.
using WriteSamples = std::function<std::size_t(std::span<const Sample>)>;

// Writes into a store, which must outlive the function.
WriteSamples writer_to(series::Store& store);

// A target that was not scraped successfully when it was last tried.
struct FailedTarget {
  core::Labels labels;  // as its series have them: job, instance...
  core::Instant since;  // its first failed scrape
};

// Everything an evaluation needs to know of the world around it.
struct Surroundings {
  const series::Queryable& data;
  WriteSamples write;
  promql::Options options = {};
  core::Labels external_labels = {};
  std::string external_url = {};
  core::Duration resend_delay = std::chrono::minutes(1);
  // Only firing alerts whose series ended with one of these targets are held.
  std::vector<FailedTarget> failed_targets = {};
  OnMissing on_missing = OnMissing::hold;
  // For how long an evaluation took; durations are 0 without it.
  std::function<core::SteadyInstant()> stopwatch = {};
  promql::Interrupt interrupt = {};
};

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
