#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "alerting/rules/run/absence.hpp"
#include "alerting/rules/run/observe.hpp"
#include "alerting/rules/run/query.hpp"
#include "alerting/rules/run/rule_run.hpp"

namespace silicon::rules {
namespace {

core::Labels named(const Rule& rule, const alert::Alert& alert, std::string_view name,
                   std::string_view state) {
  std::vector<core::LabelView> labels;
  labels.reserve(alert.labels.size() + 2);
  labels.insert(labels.end(), alert.labels.begin(), alert.labels.end());
  // As in Prometheus, a label whose template came to nothing is here what its template says.
  for (const core::LabelView label : rule.labels) {
    if (alert.labels.get(label.name).empty()) labels.push_back(label);
  }
  labels.push_back({"__name__", name});
  if (!state.empty()) labels.push_back({"alertstate", state});
  return core::Labels(labels);
}

using KnownSeries = std::unordered_map<std::uint64_t, const core::Labels*>;

KnownSeries known_by_hash(const std::vector<core::Labels>& known) {
  KnownSeries out(known.size());
  for (const core::Labels& labels : known) out.emplace(labels.hash(), &labels);
  return out;
}

// Of equal label sets one is kept: thousands of alerts are the same ones each time.
core::Labels shared(core::Labels labels, const KnownSeries& known) {
  const auto found = known.find(labels.hash());
  return found != known.end() && *found->second == labels ? *found->second : labels;
}

void append_samples(const RuleRun& run, const alert::Alert& alert, const KnownSeries& known,
                    std::vector<Sample>& samples) {
  const auto since =
      std::chrono::floor<std::chrono::seconds>(alert.active_at).time_since_epoch().count();
  samples.push_back(
      {shared(named(run.rule, alert, "ALERTS", alert::phase_name(alert.phase)), known),
       {run.data_time(), 1}});
  samples.push_back({shared(named(run.rule, alert, "ALERTS_FOR_STATE", ""), known),
                     {run.data_time(), static_cast<double>(since)}});
}

}  // namespace

core::Result<RuleOutcome> run_alerting(const RuleRun& run, RuleState& state) {
  std::vector<alert::Alert>& alerts = state.alerts;
  auto answer = ask(run, *run.rule.expression, run.data_time());
  if (!answer) return std::move(answer).error();
  auto observed = observe(run, answer->elements, alerts);
  if (!observed) return std::move(observed).error();
  AbsenceJudge judge(run);
  RuleOutcome outcome;
  outcome.series_found = answer->series_found;
  outcome.transitions =
      alert::advance(alerts, *std::move(observed), {run.rule.hold_for, run.rule.keep_firing_for},
                     run.now, [&judge](const alert::Alert& alert) { return judge.judge(alert); });
  const auto active =
      static_cast<std::size_t>(std::count_if(alerts.begin(), alerts.end(), alert::is_active));
  if (run.group.limit > 0 && active > run.group.limit) {
    alerts.clear();
    return core::Error("exceeded limit of " + std::to_string(run.group.limit) + " with " +
                           std::to_string(active) + " alerts",
                       core::ErrorKind::invalid);
  }
  const KnownSeries known = known_by_hash(state.series);
  outcome.samples.reserve(2 * active);
  for (const alert::Alert& alert : alerts) {
    if (alert::is_active(alert)) append_samples(run, alert, known, outcome.samples);
  }
  return outcome;
}

}  // namespace silicon::rules
