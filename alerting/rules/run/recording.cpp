#include <algorithm>

#include "alerting/rules/run/query.hpp"
#include "alerting/rules/run/rule_run.hpp"

namespace silicon::rules {
namespace {

core::Labels recorded(const core::Labels& element, const Rule& rule) {
  std::vector<core::LabelView> labels(element.begin(), element.end());
  labels.push_back({"__name__", rule.name});
  labels.insert(labels.end(), rule.labels.begin(), rule.labels.end());
  return core::Labels(labels);
}

}  // namespace

core::Result<RuleOutcome> run_recording(const RuleRun& run) {
  auto answer = ask(run, *run.rule.expression, run.data_time());
  if (!answer) return std::move(answer).error();
  RuleOutcome outcome;
  outcome.series_found = answer->series_found;
  for (const promql::InstantSample& element : answer->elements) {
    outcome.samples.push_back(
        {recorded(element.labels, run.rule), {run.data_time(), element.value}});
  }
  std::sort(outcome.samples.begin(), outcome.samples.end(),
            [](const Sample& a, const Sample& b) { return a.labels < b.labels; });
  const auto twice =
      std::adjacent_find(outcome.samples.begin(), outcome.samples.end(),
                         [](const Sample& a, const Sample& b) { return a.labels == b.labels; });
  if (twice != outcome.samples.end()) {
    return core::Error("vector contains metrics with the same labelset after applying rule labels",
                       core::ErrorKind::invalid);
  }
  const std::size_t limit = run.group.limit;
  if (limit > 0 && outcome.samples.size() > limit) {
    return core::Error("exceeded limit of " + std::to_string(limit) + " with " +
                           std::to_string(outcome.samples.size()) + " series",
                       core::ErrorKind::invalid);
  }
  return outcome;
}

}  // namespace silicon::rules
