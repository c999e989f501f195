#include "alerting/rules/run/absence.hpp"

#include <algorithm>

#include "alerting/rules/run/observe.hpp"
#include "alerting/rules/run/query.hpp"

namespace silicon::rules {
namespace {

// No label that both have differs. What an aggregation has dropped cannot contradict.
bool agree(const core::Labels& labels, const core::Labels& target) {
  return std::all_of(target.begin(), target.end(), [&](core::LabelView label) {
    const std::string_view value = labels.get(label.name);
    return value.empty() || value == label.value;
  });
}

bool ended_since(const series::SeriesView& view, core::Instant since, core::Instant now) {
  const auto newest = view.newest(since, now);
  return newest && series::is_stale(newest->value);
}

}  // namespace

alert::Absence AbsenceJudge::judge(const alert::Alert& alert) {
  alert::Absence absence;
  absence.data_incomplete = may_hold() && spans_a_hole(alert);
  if (absence.data_incomplete || alert.phase == alert::Phase::pending) return absence;
  absence.data_lost = may_hold() && lost_data(alert);
  if (absence.data_lost) return absence;
  absence.settling_time = reach_of(*run_.rule.expression) + 2 * run_.group.interval;
  absence.value = value_of(alert);
  return absence;
}

bool AbsenceJudge::may_hold() const {
  return run_.rule.on_missing.value_or(run_.surroundings.on_missing) == OnMissing::hold;
}

// A rate over what is left of its window reads low, and a maximum may have been lost.
bool AbsenceJudge::spans_a_hole(const alert::Alert& alert) const {
  const auto& blind_until = run_.surroundings.blind_until;
  if (!blind_until || alert.active_at >= *blind_until) return false;
  static const RecordedReach none;
  const RecordedReach& recorded = run_.surroundings.recorded ? *run_.surroundings.recorded : none;
  const core::Duration reach = reach_through(*run_.rule.expression, recorded);
  return reach > core::Duration::zero() && run_.data_time() - reach < *blind_until;
}

bool AbsenceJudge::lost_data(const alert::Alert& alert) const {
  const auto& targets = run_.surroundings.failed_targets;
  return std::any_of(targets.begin(), targets.end(), [&](const FailedTarget& target) {
    if (!agree(alert.labels, target.labels)) return false;
    // The end of the series may be too long ago to be still there.
    return alert.no_data() || has_ended_series(target);
  });
}

bool AbsenceJudge::has_ended_series(const FailedTarget& target) const {
  for (const promql::VectorSelector* selector : selectors_of(*run_.rule.expression)) {
    if (is_synthetic(*selector)) continue;
    const auto views =
        run_.surroundings.data.select(selector->matchers, target.since, run_.now, {});
    if (!views) continue;
    for (const series::SeriesView& view : *views) {
      if (agree(view.labels(), target.labels) && ended_since(view, target.since, run_.now)) {
        return true;
      }
    }
  }
  return false;
}

std::optional<double> AbsenceJudge::value_of(const alert::Alert& alert) {
  if (!measured_) {
    measured_.emplace();
    const promql::ExpressionPtr measure = without_condition(*run_.rule.expression);
    if (measure) {
      const auto answer = ask(run_, *measure, run_.data_time());
      if (answer && !answer->elements.empty()) {
        const AlertTexts texts(run_);
        for (const promql::InstantSample& element : answer->elements) {
          measured_->emplace(texts.labels(element), element.value);
        }
      }
    }
  }
  const auto found = measured_->find(alert.labels);
  return found == measured_->end() ? std::nullopt : std::optional<double>(found->second);
}

}  // namespace silicon::rules
