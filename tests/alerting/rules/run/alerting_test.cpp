#include <gtest/gtest.h>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::alerting;
using testing::at;
using testing::Lines;
using testing::RuleWorld;

// An alert "High" on m > 10, fed every 30 s.
class Alerting : public ::testing::Test {
 protected:
  explicit Alerting() : world_({alerting("High", "m > 10", minutes(1))}) {
    rule().labels = {{"severity", "page"}};
    rule().annotations = {{"summary", "{{ $labels.job }} is at {{ $value }}"}};
  }

  Rule& rule() { return world_.group.rules[0]; }
  const std::vector<alert::Alert>& alerts() { return world_.state.rules[0].alerts; }

  // One sample of m and an evaluation, each 30 s after the last.
  Evaluation step(double value) {
    const int time = 30 * steps_++;
    world_.feed(time, "m{job=\"a\"}", value);
    return world_.evaluate(time);
  }

  RuleWorld world_;
  int steps_ = 0;
};

TEST_F(Alerting, ShowsItsAlertsAsSeries) {
  step(11);
  EXPECT_EQ(world_.query("ALERTS", 0),
            Lines{"ALERTS{alertname=\"High\", alertstate=\"pending\", job=\"a\", "
                  "severity=\"page\"} 1"});
  EXPECT_EQ(world_.query("ALERTS_FOR_STATE", 0),
            Lines{"ALERTS_FOR_STATE{alertname=\"High\", job=\"a\", severity=\"page\"} 0"});
  step(11);
  step(11);
  EXPECT_EQ(world_.query("ALERTS", 60),
            Lines{"ALERTS{alertname=\"High\", alertstate=\"firing\", job=\"a\", "
                  "severity=\"page\"} 1"});
  step(5);
  EXPECT_EQ(world_.query("ALERTS", 90), Lines{});
  EXPECT_EQ(world_.query("ALERTS_FOR_STATE", 90), Lines{});
}

TEST_F(Alerting, FillsInLabelsAndAnnotations) {
  rule().labels = {{"name", "{{ $labels.__name__ }}"},
                   {"size", "{{ if gt $value 20.0 }}big{{ end }}"}};
  step(12);
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts()[0].labels, (core::Labels{{"alertname", "High"}, {"job", "a"}, {"name", "m"}}));
  EXPECT_EQ(alerts()[0].annotations, (alert::Annotations{{"summary", "a is at 12"}}));
}

TEST_F(Alerting, NamesAlertsAfterTheRuleWhateverTheLabelsSay) {
  rule().labels = {{"alertname", "Other"}, {"job", "mine"}};
  step(12);
  EXPECT_EQ(alerts()[0].labels, (core::Labels{{"alertname", "High"}, {"job", "mine"}}));
}

TEST_F(Alerting, PutsTheErrorWhereATemplateFails) {
  rule().annotations = {{"a", "{{ query \"m +\" }}"}, {"b", "fine"}};
  EXPECT_TRUE(step(12).failures.empty());
  EXPECT_EQ(
      alerts()[0].annotations[0].value,
      "<error expanding template: error executing template __alert_High: template: "
      "__alert_High:1:115: executing \"__alert_High\" at <query \"m +\">: error calling query: "
      "1:4: parse error: unexpected end of input>");
  EXPECT_EQ(alerts()[0].annotations[1].value, "fine");
}

TEST_F(Alerting, PutsTheErrorWhereATemplateCannotBeParsed) {
  rule().labels = {{"level", "{{ nobody }}"}};
  rule().annotations = {{"a", "{{ if }}"}};
  EXPECT_TRUE(step(12).failures.empty());
  EXPECT_EQ(alerts()[0].labels.get("level"),
            "<error expanding template: error parsing template __alert_High: template: "
            "__alert_High:1: function \"nobody\" not defined>");
  EXPECT_EQ(alerts()[0].annotations[0].value,
            "<error expanding template: error parsing template __alert_High: template: "
            "__alert_High:1: missing value for if>");
}

TEST_F(Alerting, FillsInTheTextsOfEachElement) {
  world_.feed(0, "m{job=\"b\"}", 20);
  step(12);
  ASSERT_EQ(alerts().size(), 2U);
  EXPECT_EQ(alerts()[0].annotations, (alert::Annotations{{"summary", "a is at 12"}}));
  EXPECT_EQ(alerts()[1].annotations, (alert::Annotations{{"summary", "b is at 20"}}));
}

TEST_F(Alerting, KeepsOneCopyOfWhatStaysTheSame) {
  step(12);
  const alert::Alert first = alerts()[0];
  const std::vector<core::Labels> series = world_.state.rules[0].series;
  step(12);
  EXPECT_TRUE(alerts()[0].labels.is_copy_of(first.labels));
  EXPECT_TRUE(alerts()[0].annotations.is_copy_of(first.annotations));
  ASSERT_EQ(series.size(), 2U);
  EXPECT_TRUE(world_.state.rules[0].series[0].is_copy_of(series[0]));
  const std::vector<alert::Notice> told = step(13).notices;
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(alerts()[0].annotations, (alert::Annotations{{"summary", "a is at 13"}}));
  EXPECT_TRUE(told[0].labels.is_copy_of(first.labels));
  EXPECT_TRUE(told[0].annotations.is_copy_of(alerts()[0].annotations));
}

TEST_F(Alerting, LetsTemplatesAskTheSeries) {
  rule().annotations = {{"a", "{{ with query \"m * 2\" }}{{ . | first | value }}{{ end }}"}};
  step(12);
  EXPECT_EQ(alerts()[0].annotations[0].value, "24");
}

TEST_F(Alerting, RefusesTwoElementsThatBecomeOneAlert) {
  rule().labels = {{"job", "all"}};
  world_.feed(0, "m{job=\"b\"}", 12);
  const Evaluation evaluation = step(12);
  ASSERT_EQ(evaluation.failures.size(), 1U);
  EXPECT_EQ(evaluation.failures[0].error,
            "vector contains metrics with the same labelset after applying alert labels");
  EXPECT_TRUE(alerts().empty());
}

TEST_F(Alerting, DropsAllItsAlertsWhenThereAreMoreThanTheLimit) {
  world_.group.limit = 1;
  step(12);
  EXPECT_EQ(alerts().size(), 1U);
  world_.feed(30, "m{job=\"b\"}", 12);
  const Evaluation evaluation = step(12);
  ASSERT_EQ(evaluation.failures.size(), 1U);
  EXPECT_EQ(evaluation.failures[0].error, "exceeded limit of 1 with 2 alerts");
  EXPECT_TRUE(alerts().empty());
}

TEST_F(Alerting, KeepsItsAlertsThroughAnError) {
  step(12);
  step(12);
  step(12);
  world_.surroundings.options.max_samples = 0;
  const Evaluation evaluation = step(12);
  ASSERT_EQ(evaluation.failures.size(), 1U);
  EXPECT_TRUE(evaluation.transitions.empty());
  EXPECT_TRUE(evaluation.notices.empty());
  EXPECT_EQ(alerts()[0].phase, alert::Phase::firing);
  EXPECT_EQ(world_.query("ALERTS", 90).size(), 1U) << "and its series do not end";
}

TEST_F(Alerting, SaysWhatAnAlertWasWorthWhenItResolved) {
  for (int i = 0; i < 3; ++i) step(12);
  step(4);
  EXPECT_EQ(alerts()[0].phase, alert::Phase::resolved);
  EXPECT_EQ(alerts()[0].value, 12);
  EXPECT_EQ(alerts()[0].resolved_value, 4);
}

TEST_F(Alerting, TellsOfFiringAlertsAndOfTheirEnd) {
  world_.surroundings.external_labels = {{"dc", "eu1"}};
  world_.surroundings.external_url = "http://here:9090";
  EXPECT_TRUE(step(12).notices.empty());
  EXPECT_TRUE(step(12).notices.empty());
  const std::vector<alert::Notice> fired = step(13).notices;
  ASSERT_EQ(fired.size(), 1U);
  EXPECT_EQ(
      fired[0].labels,
      (core::Labels{{"alertname", "High"}, {"dc", "eu1"}, {"job", "a"}, {"severity", "page"}}));
  EXPECT_EQ(fired[0].starts_at, at(60));
  EXPECT_EQ(fired[0].ends_at, at(60 + 240));
  EXPECT_EQ(fired[0].generator_url(), "http://here:9090/graph?g0.expr=m+%3E+10&g0.tab=1");
  EXPECT_EQ(fired[0].rule().rule, "High");
  EXPECT_TRUE(step(13).notices.empty());
  const std::vector<alert::Notice> resolved = step(1).notices;
  ASSERT_EQ(resolved.size(), 1U);
  EXPECT_TRUE(resolved[0].resolved);
  EXPECT_EQ(resolved[0].ends_at, at(120));
  EXPECT_EQ(resolved[0].resolved_value, 1);
}

TEST_F(Alerting, RepeatsItselfOnTheGridOfTheGroup) {
  rule().hold_for = seconds(0);
  std::vector<int> sent;
  for (int i = 0; i < 10; ++i) {
    if (!step(12).notices.empty()) sent.push_back(30 * i);
  }
  // A minute's delay has passed only behind the second slot.
  EXPECT_EQ(sent, (std::vector<int>{0, 90, 180, 270}));
}

}  // namespace
}  // namespace silicon::rules
