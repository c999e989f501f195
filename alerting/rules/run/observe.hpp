// The elements of an alerting rule's result as alerts: labels and annotations filled in.
// One thread at a time. Tested by tests/alerting/rules/run/alerting_test.cpp.
#pragma once

#include <vector>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/rules/run/rule_run.hpp"

namespace silicon::rules {

// The labels that the alert of this element has. A template that fails becomes its error.
core::Labels alert_labels(const RuleRun& run, const promql::InstantSample& element);

// Sorted by labels. Two that would be the same alert are an error.
core::Result<std::vector<alert::Observation>> observe(const RuleRun& run,
                                                      const promql::InstantVector& elements);

}  // namespace silicon::rules
