#include "alerting/rules/evaluate.hpp"

#include <algorithm>
#include <iterator>

#include "alerting/rules/run/rule_run.hpp"
#include "alerting/template/functions/alert_functions.hpp"

namespace silicon::rules {
namespace {

class GroupEvaluation {
 public:
  GroupEvaluation(const Group& group, GroupState& state, core::Instant now,
                  const Surroundings& surroundings)
      : group_(group), state_(state), now_(now), surroundings_(surroundings) {}

  Evaluation run() {
    const core::SteadyInstant begun = time();
    state_.rules.resize(group_.rules.size());
    for (std::size_t i = 0; i < group_.rules.size(); ++i) run_rule(i);
    end_orphans();
    state_.evaluated_at = now_;
    state_.duration = time() - begun;
    return std::move(result_);
  }

 private:
  core::SteadyInstant time() const {
    return surroundings_.stopwatch ? surroundings_.stopwatch() : core::SteadyInstant();
  }

  void run_rule(std::size_t index) {
    const core::SteadyInstant begun = time();
    const Rule& rule = group_.rules[index];
    RuleState& state = state_.rules[index];
    const RuleRun run{group_, rule, now_, surroundings_};
    auto outcome = rule.kind == RuleKind::recording ? run_recording(run) : run_alerting(run, state);
    state.evaluated_at = now_;
    if (outcome) {
      accept(index, *std::move(outcome));
    } else {
      fail(index, outcome.error().message());
    }
    state.duration = time() - begun;
  }

  void accept(std::size_t index, RuleOutcome outcome) {
    RuleState& state = state_.rules[index];
    const Rule& rule = group_.rules[index];
    state.health = Health::ok;
    state.last_error.clear();
    const bool nothing = outcome.series_found == 0 && expects_series(*rule.expression);
    state.evaluations_without_series = nothing ? state.evaluations_without_series + 1 : 0;
    for (alert::Transition& transition : outcome.transitions) {
      result_.transitions.push_back({index, std::move(transition)});
    }
    if (rule.kind == RuleKind::alerting) send(index);
    write(index, std::move(outcome.samples));
  }

  void fail(std::size_t index, const std::string& error) {
    state_.rules[index].health = Health::err;
    state_.rules[index].last_error = error;
    result_.failures.push_back({index, error});
  }

  void send(std::size_t index) {
    const alert::SendOptions options{surroundings_.resend_delay, group_.interval};
    alert::OriginPointer origin;
    for (alert::Alert& alert : state_.rules[index].alerts) {
      if (!alert::needs_sending(alert, now_, options.resend_delay)) continue;
      alert::mark_sent(alert, now_, options);
      if (origin == nullptr) origin = origin_of(index);
      result_.notices.push_back(alert::make_notice(alert, origin, surroundings_.external_labels));
    }
  }

  alert::OriginPointer origin_of(std::size_t index) const {
    return alert::make_origin(identity_of(group_, index),
                              surroundings_.external_url.value_or("") +
                                  templates::table_link(group_.rules[index].expression_text));
  }

  // Also ends the series that the rule wrote last time and does not write now.
  void write(std::size_t index, std::vector<Sample> samples) {
    RuleState& state = state_.rules[index];
    std::vector<core::Labels> written;
    for (const Sample& sample : samples) written.push_back(sample.labels);
    std::sort(written.begin(), written.end());
    std::vector<core::Labels> gone;
    std::set_difference(state.series.begin(), state.series.end(), written.begin(), written.end(),
                        std::back_inserter(gone));
    append_ends(samples, std::move(gone));
    state.series = std::move(written);
    const std::size_t discarded = store(samples);
    if (discarded == 0) return;
    fail(index, std::to_string(discarded) + " of " + std::to_string(samples.size()) +
                    " samples were not stored: out of order, of an instant that has another value, "
                    "or more series than the store holds");
  }

  void append_ends(std::vector<Sample>& samples, std::vector<core::Labels> series) const {
    for (core::Labels& labels : series) {
      samples.push_back({std::move(labels), {now_ - group_.query_offset, series::stale_marker()}});
    }
  }

  std::size_t store(const std::vector<Sample>& samples) {
    if (samples.empty()) return 0;
    const std::size_t discarded = surroundings_.write(samples);
    result_.samples += samples.size();
    result_.discarded += discarded;
    return discarded;
  }

  // Those that a rule of the group still writes are not orphans.
  void end_orphans() {
    if (state_.orphaned_series.empty()) return;
    std::vector<core::Labels> kept;
    for (const RuleState& rule : state_.rules) {
      kept.insert(kept.end(), rule.series.begin(), rule.series.end());
    }
    std::sort(kept.begin(), kept.end());
    std::vector<core::Labels> orphans = std::move(state_.orphaned_series);
    state_.orphaned_series.clear();
    std::erase_if(orphans, [&](const core::Labels& labels) {
      return std::binary_search(kept.begin(), kept.end(), labels);
    });
    std::vector<Sample> samples;
    append_ends(samples, std::move(orphans));
    store(samples);
  }

  const Group& group_;
  GroupState& state_;
  core::Instant now_;
  const Surroundings& surroundings_;
  Evaluation result_;
};

}  // namespace

Evaluation evaluate(const Group& group, GroupState& state, core::Instant now,
                    const Surroundings& surroundings) {
  return GroupEvaluation(group, state, now, surroundings).run();
}

std::size_t end_series(const GroupState& state, core::Instant now, const WriteSamples& write) {
  std::vector<Sample> samples;
  for (core::Labels& labels : all_series(state)) {
    samples.push_back({std::move(labels), {now, series::stale_marker()}});
  }
  write(samples);
  return samples.size();
}

}  // namespace silicon::rules
