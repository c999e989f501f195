#include "alerting/rules/testing/run_tests.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::alerting;
using testing::recording;

class RunTest : public ::testing::Test {
 protected:
  RunTest() {
    group_.name = "g";
    test_.interval = minutes(1);
    test_.input = {{"m{job=\"a\"}", "1+1x10"}};
  }

  std::vector<std::string> run() { return run_test(tests_, test_, {group_}, {}); }

  void expect(std::string expression, core::Duration time, std::vector<ExpectedSample> samples) {
    test_.expressions.push_back({std::move(expression), time, std::move(samples)});
  }

  Group group_;
  UnitTests tests_;
  TestGroup test_;
};

TEST_F(RunTest, ComparesWhatExpressionsGive) {
  expect("m", minutes(3), {{"m{job=\"a\"}", 4, ""}});
  expect("1 + 1", minutes(0), {{"", 2, ""}});
  EXPECT_EQ(run(), std::vector<std::string>{});
  expect("m", minutes(3), {{"m", 5, ""}});
  EXPECT_EQ(run(), std::vector<std::string>{"    expr: \"m\", time: 3m,\n"
                                            "        exp: {__name__=\"m\"} 5E+00\n"
                                            "        got: {__name__=\"m\", job=\"a\"} 4E+00"});
}

TEST_F(RunTest, SaysWhichExpressionFails) {
  expect("m +", minutes(0), {});
  expect("m", minutes(0), {{"m{", 1, ""}});
  expect("m", minutes(0), {{"m", 0, "{{count:1}}"}});
  const auto problems = run();
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0],
            "    expr: \"m +\", time: 0s, err: 1:4: parse error: unexpected end of input");
  EXPECT_NE(problems[1].find("err: labels \"m{\":"), std::string::npos);
  EXPECT_NE(problems[2].find("native histograms are not supported"), std::string::npos);
}

TEST_F(RunTest, ComparesFloatsExactlyUnlessToldOtherwise) {
  test_.input = {{"m", "2.9999999999999996"}};
  expect("m", minutes(0), {{"m", 3, ""}});
  EXPECT_EQ(run().size(), 1U);
  tests_.fuzzy_compare = true;
  EXPECT_EQ(run().size(), 0U);
}

TEST_F(RunTest, EvaluatesRulesAtTheIntervalOfTheFile) {
  group_.interval = seconds(1);
  group_.rules = {recording("n", "count_over_time(m[1h])")};
  expect("count_over_time(n[1h])", minutes(5), {{"{job=\"a\"}", 6, ""}});
  EXPECT_EQ(run(), std::vector<std::string>{});
}

TEST_F(RunTest, ComparesAlertsThatFire) {
  group_.rules = {alerting("High", "m > 3", minutes(2))};
  group_.rules[0].annotations = {{"summary", "{{ $value }}"}};
  test_.alerts = {{minutes(4), "High", {}},
                  {minutes(5), "High", {{{{"job", "a"}}, {{"summary", "6"}}}}}};
  EXPECT_EQ(run(), std::vector<std::string>{});
  test_.name = "a test";
  test_.alerts[1].alerts[0].labels = {{"job", "b"}};
  EXPECT_EQ(run(), std::vector<std::string>{"    name: a test,\n"
                                            "    alertname: High, time: 5m, \n"
                                            "        exp:[\n"
                                            "            0:\n"
                                            "              Labels:{alertname=\"High\", job=\"b\"}\n"
                                            "              Annotations:{summary=\"6\"}\n"
                                            "            ], \n"
                                            "        got:[\n"
                                            "            0:\n"
                                            "              Labels:{alertname=\"High\", job=\"a\"}\n"
                                            "              Annotations:{summary=\"6\"}\n"
                                            "            ]"});
}

TEST_F(RunTest, ChecksAlertsAtTheEvaluationBeforeTheirTime) {
  group_.rules = {alerting("High", "m > 3")};
  test_.alerts = {{minutes(2) + seconds(59), "High", {}},
                  {minutes(3) + seconds(30), "High", {{{{"job", "a"}}, {}}}}};
  EXPECT_EQ(run(), std::vector<std::string>{});
}

TEST_F(RunTest, EndsAtTheFirstRuleThatFails) {
  group_.rules = {recording("bad", "m + on() {__name__=~\"x|y\"}")};
  test_.input = {{"m", "1x9"}, {"x", "_ 1x9"}, {"y", "_ 1x9"}};
  expect("m", minutes(5), {});
  const auto problems = run();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].substr(0, 46), "    rule: bad, time: 1m0s, err: found duplicat");
}

TEST_F(RunTest, RefusesInputThatCannotBeRead) {
  test_.input = {{"m{", "1"}};
  EXPECT_EQ(run().size(), 1U);
  test_.input = {{"m", "1 a"}};
  EXPECT_EQ(run().size(), 1U);
}

TEST_F(RunTest, WantsANameForEveryAlertTest) {
  test_.alerts = {{minutes(1), "", {}}};
  EXPECT_EQ(run(), std::vector<std::string>{
                       "an item under alert_rule_test misses required attribute alertname at "
                       "eval_time 1m"});
}

TEST_F(RunTest, HasAWorldOfItsOwn) {
  test_.start = testing::at(1'000'000);
  test_.external_labels = {{"dc", "eu1"}};
  test_.external_url = "http://here";
  group_.rules = {alerting("High", "m > 0")};
  group_.rules[0].annotations = {{"a", "{{ $externalLabels.dc }} {{ externalURL }}"}};
  test_.alerts = {{minutes(0), "High", {{{{"job", "a"}}, {{"a", "eu1 http://here"}}}}}};
  expect("time()", minutes(1), {{"", 1'000'060, ""}});
  EXPECT_EQ(run(), std::vector<std::string>{});
}

TEST_F(RunTest, DoesNotRunForEver) {
  expect("m", minutes(2'000'000), {});
  const auto problems = run();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0], "more than 1000000 evaluations");
}

TEST(InTestOrder, PutsGroupsWhereTheFileWantsThem) {
  std::vector<Group> groups(3);
  groups[0].name = "a";
  groups[1].name = "b";
  groups[2].name = "c";
  std::string names;
  for (const Group& group : in_test_order(groups, {"c", "b"})) names += group.name;
  EXPECT_EQ(names, "acb");
}

}  // namespace
}  // namespace silicon::rules
