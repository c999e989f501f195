#include "alerting/command/test_rules.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

constexpr const char* kRules =
    "groups:\n"
    "- name: g\n"
    "  rules:\n"
    "  - {record: 'job:up:sum', expr: sum by (job) (up)}\n"
    "  - {alert: Down, expr: up == 0, for: 1m, annotations: {summary: '{{ $labels.job }}'}}\n"
    "  - {alert: Other, expr: up == 2}\n";

// `summary` is what the test expects.
std::string tests(const std::string& summary) {
  return "rule_files: ['*.rules.yml']\n"
         "tests:\n"
         "- name: first\n"
         "  input_series: [{series: 'up{job=\"a\"}', values: 0x5}]\n"
         "  alert_rule_test:\n"
         "  - eval_time: 2m\n"
         "    alertname: Down\n"
         "    exp_alerts: [{exp_labels: {job: a}, exp_annotations: {summary: " +
         summary +
         "}}]\n"
         "- name: second\n"
         "  promql_expr_test: [{expr: vector(1), exp_samples: [{value: 1}]}]\n";
}

class TestRules : public ::testing::Test {
 protected:
  TestRules() { write("a.rules.yml", kRules); }

  std::string write(const std::string& name, const std::string& text) {
    return directory_.write(name, text);
  }

  int run() {
    out_.str("");
    err_.str("");
    return test_rules(options_, out_, err_);
  }

  testing::TemporaryDirectory directory_;
  TestRulesOptions options_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(TestRules, SucceedsWhenAllIsAsExpected) {
  options_.files = {write("t.yml", tests("a"))};
  EXPECT_EQ(run(), 0) << err_.str();
  EXPECT_EQ(out_.str(), "  SUCCESS\n\n");
  EXPECT_EQ(err_.str(), "");
}

constexpr const char* kRoutes =
    "route:\n"
    "  receiver: team\n"
    "  routes: [{matchers: ['team=\"db\"'], receiver: db, continue: true},\n"
    "           {matchers: ['alertname=\"Down\"'], receiver: pager}]\n"
    "receivers:\n"
    "- {name: team, webhook_configs: [{url: '${NOWHERE_URL}'}]}\n"
    "- {name: db}\n"
    "- {name: pager}\n";

std::string route_tests(const std::string& receivers) {
  return tests("a") +
         "alertmanager_config: routes.yml\n"
         "route_tests:\n"
         "- {name: the database, labels: {alertname: Down, team: db}, receivers: [" +
         receivers +
         "]}\n"
         "- {labels: {alertname: Up}, receivers: [team]}\n";
}

TEST_F(TestRules, TestsRoutesAsWell) {
  write("routes.yml", kRoutes);
  options_.files = {write("t.yml", route_tests("db, pager"))};
  EXPECT_EQ(run(), 0) << err_.str();
  EXPECT_EQ(out_.str(), "  SUCCESS\n\n");
  options_.files = {write("t.yml", route_tests("db"))};
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(err_.str(),
            "  FAILED:\n"
            "    route_tests: the database, labels: {alertname=\"Down\", team=\"db\"},\n"
            "        exp:db\n"
            "        got:db,pager\n");
  options_.run = {"first"};
  EXPECT_EQ(run(), 0) << err_.str();
}

TEST_F(TestRules, NeedsTheFileOfTheRoutes) {
  options_.files = {write("t.yml", route_tests("db"))};
  EXPECT_EQ(run(), 1);
  EXPECT_NE(err_.str().find("routes.yml: No such file or directory"), std::string::npos)
      << err_.str();
}

TEST_F(TestRules, ShowsWhatDiffers) {
  options_.files = {write("t.yml", tests("b"))};
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(err_.str().substr(0, 59),
            "  FAILED:\n    name: first,\n    alertname: Down, time: 2m, \n");
  EXPECT_EQ(out_.str(), "\n\n");
}

TEST_F(TestRules, MarksWhatDiffersWhenAsked) {
  options_.files = {write("t.yml", tests("b"))};
  options_.diff = true;
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(err_.str(),
            "  FAILED:\n    name: first,\n    alertname: Down, time: 2m, \n"
            "        diff: [\n"
            "                {\n"
            "                    \"Annotations\": {\n"
            "                        \"summary\": \033[0;33m\"b\" => \"a\"\033[0m\n"
            "                    },\n"
            "                    \"Labels\": {\n"
            "                        \"alertname\": \"Down\",\n"
            "                        \"job\": \"a\"\n"
            "                    }\n"
            "                }\n"
            "            ]\n");
}

TEST_F(TestRules, RunsOnlyTheTestsAskedFor) {
  options_.files = {write("t.yml", tests("b"))};
  options_.run = {"sec", "third"};
  EXPECT_EQ(run(), 0);
  options_.run = {"("};
  EXPECT_EQ(run(), 1);
}

TEST_F(TestRules, ReportsFilesThatCannotBeRead) {
  write("a.rules.yml", "groups: [{name: g, rules: [{alert: A, expr: 'up >'}]}]\n");
  options_.files = {write("t.yml", tests("a")), directory_.path("none.yml"),
                    write("bad.yml", "test: []\n")};
  EXPECT_EQ(run(), 1);
  EXPECT_NE(err_.str().find("could not parse expression"), std::string::npos);
  EXPECT_NE(err_.str().find("none.yml: No such file"), std::string::npos);
  EXPECT_NE(err_.str().find("did you mean \"tests\"?"), std::string::npos);
}

TEST_F(TestRules, WarnsOfPatternsThatMatchNothing) {
  options_.files = {write("t.yml", "rule_files: [none.yml]\n")};
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(out_.str(), "  SUCCESS\n\n");
  EXPECT_EQ(err_.str(), "  WARNING: no file match pattern " + directory_.path("none.yml") + "\n");
}

TEST_F(TestRules, TellsWhatRunsAndWithWhichSeries) {
  write("r.yml", "groups:\n- name: g\n  rules:\n  - {record: y, expr: x * 2}\n");
  options_.files = {write("t.yml",
                          "rule_files: [r.yml]\n"
                          "tests:\n"
                          "- interval: 1m\n"
                          "  input_series: [{series: 'x{a=\"b\"}', values: '1 0.5 stale'}]\n"
                          "  promql_expr_test: [{expr: vector(1), eval_time: 2m, "
                          "exp_samples: [{value: 1}]}]\n")};
  options_.debug = true;
  EXPECT_EQ(run(), 0) << err_.str();
  EXPECT_EQ(out_.str(),
            "DEBUG: Starting test unnamed#0\n"
            "DEBUG: Dump of all data (input_series and rules) at 2m1s:\n"
            "{__name__=\"x\", a=\"b\"} =>\n0.5 @[60000]\n"
            "{__name__=\"y\", a=\"b\"} =>\n1 @[60000]\n"
            "DEBUG: Test unnamed#0 finished, took 0s\n"
            "  SUCCESS\n\n");
}

TEST_F(TestRules, WritesAReport) {
  options_.files = {write("t.yml", tests("b"))};
  options_.junit = directory_.path("report.xml");
  EXPECT_EQ(run(), 1);
  std::ifstream file(options_.junit);
  const std::string report(std::istreambuf_iterator<char>(file), {});
  EXPECT_NE(report.find("tests=\"2\" failures=\"1\" errors=\"0\""), std::string::npos) << report;
  EXPECT_NE(report.find("<testcase name=\"second\"></testcase>"), std::string::npos);
  options_.junit = directory_.path("none/report.xml");
  EXPECT_EQ(run(), 1);
}

TEST_F(TestRules, SaysWhichRulesNoTestTries) {
  options_.files = {write("t.yml", tests("a"))};
  options_.coverage = true;
  EXPECT_EQ(run(), 0);
  const std::string file = directory_.path("a.rules.yml");
  EXPECT_EQ(out_.str(), "  SUCCESS\n\n  COVERAGE: 1 of 3 rules\n    " + file +
                            ":4: no test reads the series \"job:up:sum\"\n    " + file +
                            ":6: no test expects the alert \"Other\"\n\n");
}

// promtool's own tests, where they are at hand.
class PromtoolTests : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder_)) GTEST_SKIP() << folder_ << " is not here";
  }

  int run(const std::string& name) {
    TestRulesOptions options;
    options.files = {(folder_ / name).string()};
    std::ostringstream out;
    std::ostringstream err;
    const int code = test_rules(options, out, err);
    problems_ = err.str();
    return code;
  }

  bool says(const char* text) const { return problems_.find(text) != std::string::npos; }

  const std::filesystem::path folder_ =
      std::filesystem::path(SILICON_SOURCE_DIR) /
      "../shared/data/promql/prometheus-v3.5.3/cmd/promtool/testdata";
  std::string problems_;
};

TEST_F(PromtoolTests, SucceedAsTheyDoInPromtool) {
  for (const char* name : {"at-modifier-test.yml", "long-period.yml", "negative-offset-test.yml",
                           "no-test-group-interval.yml"}) {
    EXPECT_EQ(run(name), 0) << name << problems_;
  }
}

TEST_F(PromtoolTests, FailWithPromtoolsWords) {
  EXPECT_EQ(run("failing.yml"), 1);
  EXPECT_EQ(problems_,
            R"(  FAILED:
    name: Failing test,
    alertname: Test, time: 0s, 
        exp:[
            0:
              Labels:{alertname="Test"}
              Annotations:{}
            ], 
        got:[]
    expr: "test", time: 0s,
        exp: {__name__="test"} 1E+00
        got: {__name__="test"} 0E+00
    name: Failing alert test,
    alertname: InstanceDown, time: 5m, 
        exp:[], 
        got:[
            0:
              Labels:{alertname="InstanceDown", job="test", severity="page"}
              Annotations:{description=" of job test has been down for more than 5 minutes.", summary="Instance  down"}
            ]
    name: Failing alert test,
    alertname: AlwaysFiring, time: 5m, 
        exp:[], 
        got:[
            0:
              Labels:{alertname="AlwaysFiring"}
              Annotations:{}
            ]
)");
}

TEST_F(PromtoolTests, FailWhereTheyDoInPromtool) {
  EXPECT_EQ(run("rules_run_fuzzy.yml"), 1);
  EXPECT_EQ(run("rules_run_no_fuzzy.yml"), 1);
  EXPECT_EQ(run("bad-input-series.yml"), 1);
  EXPECT_EQ(run("bad-promql.yml"), 1);
  EXPECT_TRUE(says("expr: \"join_1 + on(a) join_2\", time: 0s, err: found duplicate series"));
  EXPECT_EQ(run("bad-rules-error-test.yml"), 1);
  EXPECT_TRUE(says("rule: joined, time: 0s, err: found duplicate series"));
  EXPECT_EQ(run("bad-rules-syntax-test.yml"), 1);
}

TEST_F(PromtoolTests, FailWhereTheyExpectNativeHistograms) {
  EXPECT_EQ(run("unittest.yml"), 1);
  EXPECT_TRUE(says("native histograms are not supported"));
}

}  // namespace
}  // namespace silicon::command
