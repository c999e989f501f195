#include "alerting/metrics/engine_metrics.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "alerting/alert/life_cycle.hpp"

namespace silicon::metrics {
namespace {

using core::counter;
using core::Families;
using core::Family;
using core::gauge;
using Group = engine::GroupSet::Member;

double number(std::uint64_t count) {
  return static_cast<double>(count);
}

core::Labels labels_of(const Group& group) {
  return {{"rule_group", group.group.file + ";" + group.group.name}};
}

template <class Value>
Family per_group(Family family, const std::vector<Group>& groups, Value value) {
  for (const Group& group : groups) family.add(labels_of(group), value(group));
  return family;
}

void add_counts(Families& families, const std::vector<Group>& groups) {
  families.push_back(per_group(
      counter("prometheus_rule_evaluations_total", "The total number of rule evaluations."), groups,
      [](const Group& group) { return number(group.evaluations); }));
  families.push_back(per_group(counter("prometheus_rule_evaluation_failures_total",
                                       "The total number of rule evaluation failures."),
                               groups, [](const Group& group) { return number(group.failures); }));
  families.push_back(
      per_group(counter("prometheus_rule_group_iterations_total",
                        "The total number of scheduled rule group evaluations, whether executed "
                        "or missed."),
                groups, [](const Group& group) { return number(group.iterations); }));
  families.push_back(
      per_group(counter("prometheus_rule_group_iterations_missed_total",
                        "The total number of rule group evaluations missed due to slow rule group "
                        "evaluation."),
                groups, [](const Group& group) { return number(group.missed); }));
}

void add_times(Families& families, const std::vector<Group>& groups) {
  families.push_back(
      per_group(gauge("prometheus_rule_group_interval_seconds", "The interval of a rule group."),
                groups, [](const Group& group) {
                  return std::chrono::duration<double>(group.group.interval).count();
                }));
  families.push_back(
      per_group(gauge("prometheus_rule_group_last_duration_seconds",
                      "The duration of the last rule group evaluation."),
                groups, [](const Group& group) { return core::seconds(group.state.duration); }));
  Family last = gauge("prometheus_rule_group_last_evaluation_timestamp_seconds",
                      "The timestamp of the last rule group evaluation in seconds.");
  for (const Group& group : groups) {
    if (group.state.evaluated_at) {
      last.add(labels_of(group), core::unix_seconds(*group.state.evaluated_at));
    }
  }
  families.push_back(std::move(last));
  families.push_back(
      per_group(gauge("prometheus_rule_group_rules", "The number of rules."), groups,
                [](const Group& group) { return number(group.group.rules.size()); }));
}

void add_alerts(Families& families, const std::vector<Group>& groups) {
  std::array<std::uint64_t, 3> by_phase{};
  std::uint64_t held = 0;
  std::uint64_t empty = 0;
  for (const Group& group : groups) {
    for (const rules::RuleState& rule : group.state.rules) {
      empty += rule.evaluations_without_series > 0 ? 1 : 0;
      for (const alert::Alert& alert : rule.alerts) {
        ++by_phase.at(static_cast<std::size_t>(alert.phase));
        held += alert.no_data() ? 1 : 0;
      }
    }
  }
  Family alerts = gauge("silicon_alerter_alerts",
                        "Alerts by state; resolved ones are remembered for fifteen minutes.");
  alerts.add({{"state", "pending"}}, number(by_phase[0]));
  alerts.add({{"state", "firing"}}, number(by_phase[1]));
  alerts.add({{"state", "resolved"}}, number(by_phase[2]));
  families.push_back(std::move(alerts));
  Family no_data = gauge("silicon_alerter_alerts_without_data",
                         "Firing alerts that are held because their targets cannot be scraped.");
  no_data.add({}, number(held));
  families.push_back(std::move(no_data));
  Family blind = gauge("silicon_alerter_rules_without_series",
                       "Rules none of whose selectors found a series when last evaluated.");
  blind.add({}, number(empty));
  families.push_back(std::move(blind));
}

void add_targets(Families& families, const engine::TargetPool& pool) {
  Family targets = gauge("prometheus_target_scrape_pool_targets",
                         "Current number of targets in this scrape pool.");
  Family down =
      gauge("silicon_alerter_targets_down", "Targets whose last scrape failed, by scrape pool.");
  for (const auto& [name, job] : pool.jobs()) {
    targets.add({{"scrape_job", name}}, number(job.members.size()));
    down.add({{"scrape_job", name}},
             number(static_cast<std::uint64_t>(std::count_if(
                 job.members.begin(), job.members.end(),
                 [](const auto& member) { return member->failed_since.has_value(); }))));
  }
  families.push_back(std::move(targets));
  families.push_back(std::move(down));
}

void add_total(Families& families, std::string name, std::string help, std::uint64_t value) {
  Family family = counter(std::move(name), std::move(help));
  family.add({}, number(value));
  families.push_back(std::move(family));
}

void add_scrapes(Families& families, const engine::ScrapeTotals& totals) {
  add_total(families, "silicon_alerter_scrapes_total", "Scrapes finished, failed ones included.",
            totals.scrapes);
  add_total(families, "silicon_alerter_scrape_failures_total", "Scrapes that failed.",
            totals.failures);
  add_total(families, "prometheus_target_scrapes_sample_out_of_order_total",
            "Total number of samples rejected due to not being out of the expected order.",
            totals.out_of_order);
  add_total(families, "prometheus_target_scrapes_sample_duplicate_timestamp_total",
            "Total number of samples rejected due to duplicate timestamps but different values.",
            totals.duplicates);
  add_total(families, "prometheus_target_scrapes_sample_out_of_bounds_total",
            "Total number of samples rejected due to timestamp falling outside of the time bounds.",
            totals.out_of_bounds);
  add_total(families, "silicon_alerter_scrape_samples_refused_total",
            "Samples for which the store had no room.", totals.refused);
}

}  // namespace

Families metrics_of(const engine::Engine& engine) {
  Families families;
  add_counts(families, engine.groups());
  add_times(families, engine.groups());
  add_alerts(families, engine.groups());
  add_targets(families, engine.targets());
  add_scrapes(families, engine.targets().totals());
  add_total(families, "silicon_alerter_notices_total",
            "Alerts handed out to be sent to receivers, again and again while they fire.",
            engine.totals().notices);
  add_total(families, "silicon_alerter_clock_set_back_total",
            "Times that the clock was found to be set back.", engine.totals().clock_set_back);
  add_total(families, "silicon_alerter_pauses_total",
            "Times that the machine slept, or the program stood still.", engine.totals().pauses);
  add_total(families, "silicon_alerter_rule_samples_discarded_total",
            "Samples of rules that the store did not take.",
            engine.totals().rule_samples_discarded);
  return families;
}

}  // namespace silicon::metrics
