// Why an alert is no longer in its rule's result: because its condition is over, because a failed
// scrape has taken its data away, or because a restart has torn a hole into them. One thread at a
// time; must not outlive the run. Tested by tests/alerting/rules/run/absence_test.cpp.
#pragma once

#include <map>
#include <optional>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/rules/run/rule_run.hpp"

namespace silicon::rules {

class AbsenceJudge {
 public:
  explicit AbsenceJudge(const RuleRun& run) : run_(run) {}

  alert::Absence judge(const alert::Alert& alert);

 private:
  bool may_hold() const;
  bool spans_a_hole(const alert::Alert& alert) const;
  bool lost_data(const alert::Alert& alert) const;
  // A series that a selector of the rule found ended when the target failed.
  bool has_ended_series(const FailedTarget& target) const;
  std::optional<double> value_of(const alert::Alert& alert);

  const RuleRun& run_;
  // What the rule measures, by the labels of the alerts; made when first asked for.
  std::optional<std::map<core::Labels, double>> measured_;
};

}  // namespace silicon::rules
