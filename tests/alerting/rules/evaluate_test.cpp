#include "alerting/rules/evaluate.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using testing::alerting;
using testing::at;
using testing::Lines;
using testing::recording;
using testing::RuleWorld;

TEST(Evaluate, LetsEachRuleSeeWhatThoseBeforeItWrote) {
  RuleWorld world(
      {recording("a:b", "m * 2"), recording("a:c", "a:b * 2"), alerting("A", "a:c > 3")});
  world.feed(0, "m", 1);
  const Evaluation evaluation = world.evaluate(0);
  EXPECT_EQ(world.query("a:c", 0), Lines{"a:c 4"});
  ASSERT_EQ(evaluation.transitions.size(), 2U);
  EXPECT_EQ(evaluation.transitions[1].rule, 2U);
  EXPECT_EQ(evaluation.transitions[1].transition.kind, alert::Transition::Kind::fired);
}

TEST(Evaluate, DoesNotLetARuleSeeWhatLaterOnesWrite) {
  RuleWorld world({recording("second", "first"), recording("first", "m")});
  world.feed(0, "m", 1);
  world.evaluate(0);
  EXPECT_EQ(world.query("second", 0), Lines{});
  world.evaluate(30);
  EXPECT_EQ(world.query("second", 30), Lines{"second 1"});
}

TEST(Evaluate, EndsTheSeriesThatAreNoLongerWritten) {
  RuleWorld world({recording("r", "m > 1")});
  world.feed(0, "m{job=\"a\"}", 2);
  world.feed(0, "m{job=\"b\"}", 2);
  world.evaluate(0);
  world.feed(30, "m{job=\"a\"}", 0);
  world.evaluate(30);
  EXPECT_EQ(world.query("r", 30), Lines{"r{job=\"b\"} 2"});
}

TEST(Evaluate, GoesOnBehindARuleThatFails) {
  RuleWorld world({recording("r", "a + on() b"), recording("s", "b")});
  world.feed(0, "a", 1);
  world.feed(0, "b{x=\"1\"}", 1);
  world.feed(0, "b{x=\"2\"}", 1);
  const Evaluation evaluation = world.evaluate(0);
  ASSERT_EQ(evaluation.failures.size(), 1U);
  EXPECT_EQ(evaluation.failures[0].rule, 0U);
  EXPECT_EQ(world.state.rules[0].health, Health::err);
  EXPECT_EQ(world.state.rules[0].last_error, evaluation.failures[0].error);
  EXPECT_EQ(world.state.rules[1].health, Health::ok);
  EXPECT_EQ(world.query("s", 0).size(), 2U);
}

TEST(Evaluate, RecoversFromAFailure) {
  RuleWorld world({recording("r", "m")});
  world.surroundings.options.max_samples = 0;
  world.feed(0, "m", 1);
  world.evaluate(0);
  EXPECT_EQ(world.state.rules[0].health, Health::err);
  world.surroundings.options.max_samples = 1000;
  world.evaluate(30);
  EXPECT_EQ(world.state.rules[0].health, Health::ok);
  EXPECT_EQ(world.state.rules[0].last_error, "");
}

TEST(Evaluate, KeepsTimeAndDuration) {
  RuleWorld world({recording("r", "1")});
  int ticks = 0;
  world.surroundings.stopwatch = [&] {
    return core::SteadyInstant(std::chrono::milliseconds(++ticks));
  };
  world.evaluate(60);
  EXPECT_EQ(world.state.evaluated_at, at(60));
  EXPECT_EQ(world.state.rules[0].evaluated_at, at(60));
  EXPECT_EQ(world.state.rules[0].duration, std::chrono::milliseconds(1));
  EXPECT_EQ(world.state.duration, std::chrono::milliseconds(3));
}

TEST(Evaluate, CountsEvaluationsWhoseSelectorsFoundNothing) {
  RuleWorld world(
      {alerting("A", "missing > 1"), alerting("B", "absent(missing)"), alerting("C", "m > 5")});
  world.feed(0, "m", 1);
  for (int i = 0; i < 3; ++i) world.evaluate(i * 30);
  EXPECT_EQ(world.state.rules[0].evaluations_without_series, 3U);
  EXPECT_EQ(world.state.rules[1].evaluations_without_series, 0U);
  EXPECT_EQ(world.state.rules[2].evaluations_without_series, 0U);
  world.feed(90, "missing", 0);
  world.evaluate(90);
  EXPECT_EQ(world.state.rules[0].evaluations_without_series, 0U);
}

TEST(Evaluate, SaysWhenSamplesWereNotStored) {
  RuleWorld world({recording("r", "m")});
  world.feed(0, "m", 1);
  world.feed(60, "r", 1);
  const Evaluation evaluation = world.evaluate(30);
  EXPECT_EQ(evaluation.discarded, 1U);
  ASSERT_EQ(evaluation.failures.size(), 1U);
  EXPECT_EQ(world.state.rules[0].health, Health::err);
}

TEST(Evaluate, EndsWhatARuleThatIsGoneHasWritten) {
  RuleWorld world({recording("gone", "m"), recording("moved", "m")});
  world.feed(0, "m", 1);
  world.evaluate(0);
  const Group before = world.group;
  Rule other = recording("moved", "m");
  other.labels = {{"new", "label"}};
  world.group.rules = {other, recording("kept", "m")};
  world.state = carry_over(before, std::move(world.state), world.group);
  world.evaluate(30);
  EXPECT_EQ(world.query("gone", 30), Lines{});
  EXPECT_EQ(world.query("moved", 30), Lines{"moved{new=\"label\"} 1"});
  EXPECT_TRUE(world.state.orphaned_series.empty());
}

TEST(EndSeries, EndsEverythingThatAGroupWrote) {
  RuleWorld world({recording("r", "m"), alerting("A", "m > 0")});
  world.feed(0, "m", 1);
  world.evaluate(0);
  EXPECT_EQ(end_series(world.state, at(30), world.surroundings.write), 3U);
  EXPECT_EQ(world.query("{__name__=~\"r|ALERTS.*\"}", 30), Lines{});
  EXPECT_EQ(world.query("m", 30), Lines{"m 1"});
}

}  // namespace
}  // namespace silicon::rules
