// One rule of a rule file, checked and ready to be evaluated. Not its state (see state.hpp).
// Values; the expression is shared and immutable; any thread.
// Tested by tests/alerting/rules/rule_test.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/promql/syntax/ast.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

enum class RuleKind { recording, alerting };

// What becomes of a firing alert whose data a failed scrape has taken away.
enum class OnMissing {
  hold,     // it stays, marked as having no data
  resolve,  // it resolves, as in Prometheus
};

// In the file that the group names. Both from 1; 0 where a rule was not read from a file.
struct Place {
  int line = 0;
  int column = 0;
};

struct Rule {
  RuleKind kind = RuleKind::alerting;
  std::string name;             // the alert's, or the metric's that is recorded
  std::string expression_text;  // as the API shows it: printed, not as written
  std::shared_ptr<const promql::Expression> expression;
  core::Labels labels;  // the group's, overridden by the rule's; of an alert, values are templates
  Place place;

  // Of alerting rules only.
  core::Duration hold_for{0};
  core::Duration keep_firing_for{0};
  std::vector<core::Label> annotations;  // sorted by name; values are templates
  std::optional<OnMissing> on_missing;   // ours; otherwise as the evaluation's options say
};

// A selector whose series no rule and no scrape can take away by failing: `up`, `scrape_*`,
// ALERTS: Prometheus writes those itself.
bool is_synthetic(const promql::VectorSelector& selector);

// Every selector of an expression, in the order written.
std::vector<const promql::VectorSelector*> selectors_of(const promql::Expression& expression);

// Those outside of absent() and absent_over_time(): if none of them ever finds a series, something
// is wrong with the rule or with what is scraped.
std::vector<const promql::VectorSelector*> expected_selectors(const promql::Expression& expression);
bool expects_series(const promql::Expression& expression);

// How far back the expression looks for data beyond the lookback: the longest range and subquery,
// one inside the other added up.
core::Duration reach_of(const promql::Expression& expression);

// What the alert measures: the expression without its condition. `x > 5` measures x, as does
// `x > 5 and on() y`; `x > 5 or y > 6` measures x or y. Null when there is nothing to take away.
promql::ExpressionPtr without_condition(const promql::Expression& expression);

}  // namespace silicon::rules
