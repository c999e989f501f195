#include "alerting/config/rules/read_unit_tests.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::config {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST(ReadUnitTests, ReadsEveryField) {
  const auto tests = read_unit_tests(R"(
rule_files: [rules.yml, 'more/*.yml']
evaluation_interval: 30s
group_eval_order: [b, a]
fuzzy_compare: true
tests:
- interval: 15s
  name: a name
  start_timestamp: 2026-01-02T03:04:05Z
  external_labels: {dc: eu1}
  external_url: http://here
  input_series:
  - {series: 'up{job="a"}', values: 1x5}
  - {series: down, values: 7}
  alert_rule_test:
  - eval_time: 5m
    alertname: Down
    exp_alerts:
    - exp_labels: {job: a}
      exp_annotations: {summary: "", z: x}
  promql_expr_test:
  - expr: up
    eval_time: 1m
    exp_samples:
    - {labels: 'up{job="a"}', value: 1e3}
    - {value: .inf}
    - {value: -.Inf}
    - {value: .NaN}
    - {value: 0x10}
)",
                                     "t.yml");
  ASSERT_TRUE(tests) << tests.error().message();
  EXPECT_EQ(tests->rule_files, (std::vector<std::string>{"rules.yml", "more/*.yml"}));
  EXPECT_EQ(tests->evaluation_interval, seconds(30));
  EXPECT_EQ(tests->group_order, (std::vector<std::string>{"b", "a"}));
  EXPECT_TRUE(tests->fuzzy_compare);
  const rules::TestGroup& test = tests->tests.at(0);
  EXPECT_EQ(test.interval, seconds(15));
  EXPECT_EQ(test.name, "a name");
  EXPECT_EQ(test.start, core::Instant(std::chrono::seconds(1'767'323'045)));
  EXPECT_EQ(test.external_labels, (core::Labels{{"dc", "eu1"}}));
  EXPECT_EQ(test.external_url, "http://here");
  ASSERT_EQ(test.input.size(), 2U);
  EXPECT_EQ(test.input[1].values, "7");
  const rules::AlertTest& alert = test.alerts.at(0);
  EXPECT_EQ(alert.eval_time, minutes(5));
  EXPECT_EQ(alert.alert_name, "Down");
  EXPECT_EQ(alert.alerts.at(0).annotations, (alert::Annotations{{"summary", ""}, {"z", "x"}}));
  const auto& samples = test.expressions.at(0).samples;
  ASSERT_EQ(samples.size(), 5U);
  EXPECT_EQ(samples[0].value, 1000);
  EXPECT_EQ(samples[1].value, INFINITY);
  EXPECT_EQ(samples[2].value, -INFINITY);
  EXPECT_TRUE(std::isnan(samples[3].value));
  EXPECT_EQ(samples[4].value, 16);
}

TEST(ReadUnitTests, HasPromtoolsDefaults) {
  const auto tests = read_unit_tests("tests: [{}]", "t.yml");
  ASSERT_TRUE(tests);
  EXPECT_EQ(tests->evaluation_interval, minutes(1));
  EXPECT_EQ(tests->tests.at(0).interval, minutes(1));
  EXPECT_EQ(tests->tests.at(0).start, core::Instant());
  EXPECT_FALSE(tests->tests.at(0).external_url);
}

TEST(ReadUnitTests, TakesTheTestsIntervalFromThatOfEvaluation) {
  const auto tests = read_unit_tests("evaluation_interval: 10s\ntests: [{}]", "t.yml");
  ASSERT_TRUE(tests);
  EXPECT_EQ(tests->tests.at(0).interval, seconds(10));
}

TEST(ReadUnitTests, TakesSecondsForAStart) {
  const auto tests = read_unit_tests("tests: [{start_timestamp: 1000.5}]", "t.yml");
  ASSERT_TRUE(tests);
  EXPECT_EQ(tests->tests.at(0).start, core::Instant(core::Duration(1'000'500)));
}

TEST(ReadUnitTests, ReadsTestsOfRoutes) {
  const auto tests = read_unit_tests(R"(
alertmanager_config: ../alerter.yml
route_tests:
- name: the disk
  labels: {alertname: DiskFull, team: db}
  receivers: [pager, mail]
- {receivers: [team]}
)",
                                     "t.yml");
  ASSERT_TRUE(tests.ok()) << tests.error().message();
  EXPECT_EQ(tests->routes_file, "../alerter.yml");
  ASSERT_EQ(tests->route_tests.size(), 2U);
  EXPECT_EQ(tests->route_tests[0].name, "the disk");
  EXPECT_EQ(tests->route_tests[0].labels,
            (core::Labels{{"alertname", "DiskFull"}, {"team", "db"}}));
  EXPECT_EQ(tests->route_tests[0].receivers, (std::vector<std::string>{"pager", "mail"}));
  EXPECT_TRUE(tests->route_tests[1].labels.empty());
  EXPECT_TRUE(read_unit_tests("route_tests: [{labels: {any: x}, receivers: [a], odd: 1}]\n"
                              "alertmanager_config: a.yml\n",
                              "t.yml", true)
                  .ok());
}

TEST(ReadUnitTests, NeedsWhatRoutesAreTestedBy) {
  EXPECT_EQ(read_unit_tests("route_tests: [{receivers: [a]}]\n", "t.yml").error().message(),
            "t.yml:1:14: route_tests: alertmanager_config must name the file with the routes");
  const auto nobody =
      read_unit_tests("alertmanager_config: a.yml\nroute_tests: [{labels: {a: b}}]\n", "t.yml");
  ASSERT_FALSE(nobody.ok());
  EXPECT_NE(nobody.error().message().find("who is expected to be told?"), std::string::npos)
      << nobody.error().message();
}

TEST(ReadUnitTests, ReportsAllMistakesAtOnce) {
  const auto tests = read_unit_tests(
      "evaluation_intervall: 1m\n"
      "group_eval_order: [a, a]\n"
      "tests:\n"
      "- start_timestamp: noon\n"
      "  promql_expr_test: [{expr: up, eval_time: -1m, exp_samples: [{value: many}]}]\n",
      "t.yml");
  ASSERT_FALSE(tests);
  const std::string& errors = tests.error().message();
  for (const char* part :
       {"t.yml:1:1: unknown key \"evaluation_intervall\"",
        "group name repeated in evaluation order", "not \"noon\"", "t.yml:5:", "not \"many\""}) {
    EXPECT_NE(errors.find(part), std::string::npos) << part << " is not in\n" << errors;
  }
}

}  // namespace
}  // namespace silicon::config
