#include "alerting/rules/state.hpp"

#include <gtest/gtest.h>

namespace silicon::rules {
namespace {

Rule rule(std::string name, core::Labels labels = {}) {
  Rule result;
  result.name = std::move(name);
  result.labels = std::move(labels);
  return result;
}

Group group(std::vector<Rule> rules) {
  Group result;
  result.name = "cpu";
  result.rules = std::move(rules);
  return result;
}

// A state in which every rule can be told by the one series it wrote.
GroupState state(const std::vector<std::string>& series) {
  GroupState result;
  for (const std::string& name : series) {
    RuleState rule;
    rule.series = {core::Labels{{"__name__", name}}};
    result.rules.push_back(std::move(rule));
  }
  return result;
}

std::string series_of(const RuleState& rule) {
  return rule.series.empty() ? "" : std::string(rule.series[0].get("__name__"));
}

TEST(CarryOver, FollowsARuleByNameAndLabels) {
  const Group before = group({rule("a"), rule("b", {{"severity", "page"}}), rule("c")});
  const Group after = group({rule("c"), rule("b", {{"severity", "info"}}), rule("a")});
  const GroupState carried = carry_over(before, state({"1", "2", "3"}), after);
  ASSERT_EQ(carried.rules.size(), 3U);
  EXPECT_EQ(series_of(carried.rules[0]), "3");
  EXPECT_EQ(series_of(carried.rules[1]), "");
  EXPECT_EQ(series_of(carried.rules[2]), "1");
}

TEST(CarryOver, KeepsTheSeriesOfRulesThatAreGoneToEndThem) {
  const GroupState carried =
      carry_over(group({rule("a"), rule("b")}), state({"1", "2"}), group({rule("b")}));
  EXPECT_EQ(carried.orphaned_series, (std::vector<core::Labels>{{{"__name__", "1"}}}));
  EXPECT_EQ(all_series(carried),
            (std::vector<core::Labels>{{{"__name__", "1"}}, {{"__name__", "2"}}}));
}

TEST(CarryOver, TakesRulesThatAreAlikeInTheirOrder) {
  const Group before = group({rule("a"), rule("a")});
  const GroupState carried = carry_over(before, state({"1", "2"}), before);
  EXPECT_EQ(series_of(carried.rules[0]), "1");
  EXPECT_EQ(series_of(carried.rules[1]), "2");
}

TEST(CarryOver, DoesNotConfuseAnAlertWithARecordingOfTheSameName) {
  Rule recording = rule("a");
  recording.kind = RuleKind::recording;
  const GroupState carried = carry_over(group({recording}), state({"1"}), group({rule("a")}));
  EXPECT_EQ(series_of(carried.rules[0]), "");
}

TEST(CarryOver, HasNothingToCarryBeforeTheFirstEvaluation) {
  const GroupState carried = carry_over(group({rule("a")}), {}, group({rule("a")}));
  EXPECT_TRUE(carried.rules.empty());
}

TEST(RuleState, IsAsFarAsItsMostAdvancedAlert) {
  RuleState rule;
  EXPECT_EQ(phase_of(rule), std::nullopt);
  rule.alerts.resize(3);
  for (alert::Alert& alert : rule.alerts) alert.phase = alert::Phase::resolved;
  EXPECT_EQ(phase_of(rule), std::nullopt);
  rule.alerts[1].phase = alert::Phase::pending;
  EXPECT_EQ(phase_of(rule), alert::Phase::pending);
  rule.alerts[2].phase = alert::Phase::firing;
  EXPECT_EQ(phase_of(rule), alert::Phase::firing);
}

TEST(RuleState, NamesItsHealthAsTheApiDoes) {
  EXPECT_EQ(health_name(Health::unknown), "unknown");
  EXPECT_EQ(health_name(Health::ok), "ok");
  EXPECT_EQ(health_name(Health::err), "err");
}

}  // namespace
}  // namespace silicon::rules
