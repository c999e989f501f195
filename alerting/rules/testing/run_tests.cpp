#include "alerting/rules/testing/run_tests.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/promql/notation/expression_test.hpp"
#include "alerting/promql/notation/input_series.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/rules/evaluate.hpp"
#include "alerting/rules/testing/alert_difference.hpp"
#include "alerting/rules/testing/alert_text.hpp"
#include "alerting/template/format/print.hpp"
#include "alerting/template/functions/time_values.hpp"
#include "exporter/core/duration.hpp"

namespace silicon::rules {
namespace {

// Nothing is forgotten within a test; its series come from one file.
constexpr series::StoreLimits kStoreLimits{std::chrono::hours(24 * 365 * 300), std::size_t{4} << 30,
                                           10'000'000};

// More evaluations than a test of a year at a minute's interval has.
constexpr std::int64_t kMostEvaluations = 1'000'000;

class TestRun {
 public:
  TestRun(const UnitTests& tests, const TestGroup& test, const std::vector<Group>& groups,
          const promql::Options& language, Mismatch mismatch)
      : tests_(tests), test_(test), groups_(groups), mismatch_(mismatch), states_(groups.size()) {
    surroundings_.options = language;
    surroundings_.options.subquery_step = tests.evaluation_interval;
    surroundings_.external_labels = test.external_labels;
    surroundings_.external_url = test.external_url;
    surroundings_.on_missing = OnMissing::resolve;
  }

  std::vector<std::string> run() {
    if (load_input() && has_names() && evaluate_all()) check_expressions();
    return std::move(problems_);
  }

  // Up to the next whole second after the last check; without the start itself, where promtool's
  // range is open.
  std::string dump() const {
    const core::Duration end =
        std::chrono::floor<std::chrono::seconds>(last_time()) + std::chrono::seconds(1);
    const double seconds = std::chrono::duration<double>(end).count();
    std::string text = "DEBUG: Dump of all data (input_series and rules) at " +
                       templates::print(templates::duration_value(seconds)) + ":\n";
    bool first = true;
    for (const auto& [labels, lines] :
         written(test_.start + core::Duration(1), test_.start + end)) {
      text += (first ? "" : "\n") + promql::labels_text(labels) + " =>" + lines;
      first = false;
    }
    return text + "\n";
  }

 private:
  // The points of each series, one per line.
  std::map<core::Labels, std::string> written(core::Instant from, core::Instant to) const {
    const std::vector<series::Matcher> all{
        series::Matcher::create(series::MatchType::not_equal, "__name__", "").value()};
    std::map<core::Labels, std::string> result;
    const auto views = store_.select(all, from, to, {});
    if (!views) return result;
    for (const series::SeriesView& view : *views) {
      std::vector<series::Point> points;
      view.read(from, to, points);
      for (const series::Point& point : points) {
        if (series::is_stale(point.value)) continue;
        result[view.labels()] += "\n" + promql::fixed_number(point.value) + " @[" +
                                 std::to_string(point.time.time_since_epoch().count()) + "]";
      }
    }
    return result;
  }

  bool fail(std::string problem) {
    problems_.push_back(std::move(problem));
    return false;
  }

  bool load_input() {
    for (const InputLine& line : test_.input) {
      if (auto status = input_.add(line.series, line.values); !status) {
        return fail(status.error().message());
      }
    }
    return true;
  }

  bool has_names() {
    for (const AlertTest& alert : test_.alerts) {
      if (!alert.alert_name.empty()) continue;
      return fail(
          "an item under alert_rule_test misses required attribute alertname at eval_time " +
          core::format_duration(alert.eval_time) +
          (test_.name.empty() ? "" : " (in TestGroup " + test_.name + ")"));
    }
    return true;
  }

  core::Duration last_time() const {
    core::Duration last{0};
    for (const AlertTest& test : test_.alerts) last = std::max(last, test.eval_time);
    for (const ExpressionTest& test : test_.expressions) last = std::max(last, test.eval_time);
    return last;
  }

  bool evaluate_all() {
    const core::Duration last = last_time();
    if (last / tests_.evaluation_interval > kMostEvaluations) {
      return fail("more than " + std::to_string(kMostEvaluations) + " evaluations");
    }
    for (core::Duration passed{0}; passed <= last; passed += tests_.evaluation_interval) {
      const core::Instant now = test_.start + passed;
      if (auto status = input_.load_until(now, store_); !status) {
        return fail(status.error().message());
      }
      if (!evaluate_groups(now, passed)) return false;
      check_alerts(passed);
    }
    return true;
  }

  bool evaluate_groups(core::Instant now, core::Duration passed) {
    bool sound = true;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const Evaluation evaluation = evaluate(groups_[i], states_[i], now, surroundings_);
      for (const RuleFailure& failure : evaluation.failures) {
        const double seconds = static_cast<double>(passed.count()) / 1000;
        sound = fail("    rule: " + groups_[i].rules[failure.rule].name +
                     ", time: " + templates::print(templates::duration_value(seconds)) +
                     ", err: " + failure.error);
      }
    }
    return sound;
  }

  void check_alerts(core::Duration passed) {
    std::vector<const AlertTest*> due;
    for (const AlertTest& test : test_.alerts) {
      if (passed <= test.eval_time && test.eval_time < passed + tests_.evaluation_interval) {
        due.push_back(&test);
      }
    }
    std::stable_sort(due.begin(), due.end(), [](const AlertTest* a, const AlertTest* b) {
      return a->eval_time < b->eval_time;
    });
    for (const AlertTest* test : due) check_alert(*test);
  }

  void check_alert(const AlertTest& test) {
    std::vector<ExpectedAlert> expected;
    for (const ExpectedAlert& alert : test.alerts) {
      expected.push_back({alert.labels.with("alertname", test.alert_name), alert.annotations});
    }
    std::vector<ExpectedAlert> got = firing(test.alert_name);
    if (same_alerts(expected, got)) return;
    fail((test_.name.empty() ? "" : "    name: " + test_.name + ",\n") +
         "    alertname: " + test.alert_name + ", time: " + core::format_duration(test.eval_time) +
         ", \n        " + compared(expected, got));
  }

  std::string compared(const std::vector<ExpectedAlert>& expected,
                       const std::vector<ExpectedAlert>& got) const {
    if (mismatch_ == Mismatch::difference) return "diff: " + alert_difference(expected, got);
    return "exp:" + alerts_text(expected) + ", \n        got:" + alerts_text(got);
  }

  std::vector<ExpectedAlert> firing(std::string_view name) const {
    std::vector<ExpectedAlert> alerts;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      for (std::size_t rule = 0; rule < groups_[i].rules.size(); ++rule) {
        if (groups_[i].rules[rule].kind != RuleKind::alerting) continue;
        if (groups_[i].rules[rule].name != name) continue;
        for (const alert::Alert& alert : states_[i].rules[rule].alerts) {
          if (alert.phase == alert::Phase::firing) {
            alerts.push_back({alert.labels, alert.annotations});
          }
        }
      }
    }
    return alerts;
  }

  void check_expressions() {
    const promql::Engine engine(store_, surroundings_.options);
    for (const ExpressionTest& test : test_.expressions) {
      const std::string about = "    expr: " + promql::quoted(test.expression) +
                                ", time: " + core::format_duration(test.eval_time) + ",";
      const auto got = promql::samples_at(engine, test.expression, test_.start + test.eval_time);
      if (!got) {
        fail(about + " err: " + got.error().message());
        continue;
      }
      auto expected = expected_samples(test);
      if (!expected) {
        fail(about + " err: " + expected.error().message());
        continue;
      }
      const auto tolerance =
          tests_.fuzzy_compare ? promql::Tolerance::neighbours : promql::Tolerance::exact;
      if (promql::same_samples(*expected, *got, tolerance)) continue;
      std::sort(expected->begin(), expected->end(),
                [](const promql::InstantSample& a, const promql::InstantSample& b) {
                  return a.labels < b.labels;
                });
      fail(about + "\n        exp: " + promql::samples_text(*expected) +
           "\n        got: " + promql::samples_text(*got));
    }
  }

  static core::Result<promql::InstantVector> expected_samples(const ExpressionTest& test) {
    promql::InstantVector samples;
    for (const ExpectedSample& sample : test.samples) {
      if (!sample.histogram.empty()) {
        return core::Error("native histograms are not supported: " + sample.histogram,
                           core::ErrorKind::invalid);
      }
      auto labels = sample.labels.empty() ? core::Result<core::Labels>(core::Labels())
                                          : promql::parse_metric(sample.labels);
      if (!labels) {
        return std::move(labels).error().within("labels " + promql::quoted(sample.labels));
      }
      samples.push_back({*std::move(labels), sample.value});
    }
    return samples;
  }

  const UnitTests& tests_;
  const TestGroup& test_;
  const std::vector<Group>& groups_;
  const Mismatch mismatch_;
  std::vector<GroupState> states_;
  series::Store store_{kStoreLimits};
  promql::InputSeries input_{test_.start, test_.interval};
  Surroundings surroundings_{store_, writer_to(store_)};
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<Group> in_test_order(std::vector<Group> groups, const std::vector<std::string>& order) {
  std::map<std::string, std::size_t> places;
  for (const std::string& name : order) places.emplace(name, places.size());
  const auto place = [&](const Group& group) {
    const auto found = places.find(group.name);
    return found == places.end() ? 0 : found->second;
  };
  std::stable_sort(groups.begin(), groups.end(),
                   [&](const Group& a, const Group& b) { return place(a) < place(b); });
  return groups;
}

std::vector<std::string> run_test(const UnitTests& tests, const TestGroup& test,
                                  const std::vector<Group>& groups, const promql::Options& language,
                                  std::string* dump, Mismatch mismatch) {
  TestRun run(tests, test, groups, language, mismatch);
  std::vector<std::string> problems = run.run();
  if (dump != nullptr) *dump = run.dump();
  return problems;
}

}  // namespace silicon::rules
