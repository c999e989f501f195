// The elements of an alerting rule's result as alerts: labels and annotations filled in.
// One thread at a time. Tested by tests/alerting/rules/run/alerting_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/rules/run/rule_run.hpp"
#include "alerting/template/alert_template.hpp"
#include "alerting/template/execute/function.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::rules {

// The texts of a rule's alerts, parsed once and filled in for each element: what a rule that finds
// a thousand elements parses, it parses once. A template that fails becomes its error. The run must
// outlive it.
class AlertTexts {
 public:
  explicit AlertTexts(const RuleRun& run);

  core::Labels labels(const promql::InstantSample& element) const;
  alert::Annotations annotations(const promql::InstantSample& element) const;

 private:
  struct Text {
    std::string name;
    templates::AlertText text;
  };

  template <class LabelRange>
  std::vector<Text> parsed(const LabelRange& range) const;
  templates::AlertFacts facts_of(const promql::InstantSample& element) const;
  std::string expanded(const Text& text, const templates::AlertFacts& facts) const;

  const RuleRun& run_;
  templates::Functions functions_;
  std::vector<Text> labels_;
  std::vector<Text> annotations_;
};

// Sorted by labels. Two that would be the same alert are an error. Labels and annotations that are
// those of an alert in `known` are copies of them.
core::Result<std::vector<alert::Observation>> observe(const RuleRun& run,
                                                      const promql::InstantVector& elements,
                                                      const std::vector<alert::Alert>& known);

}  // namespace silicon::rules
