#include <gtest/gtest.h>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using testing::at;
using testing::Lines;
using testing::recording;
using testing::RuleWorld;

TEST(Recording, WritesTheResultUnderItsOwnNameAndLabels) {
  Rule rule = recording("job:m:sum", "sum by (job) (m)");
  rule.labels = {{"level", "job"}};
  RuleWorld world({rule});
  world.feed(0, "m{job=\"a\", x=\"1\"}", 3);
  world.feed(0, "m{job=\"a\", x=\"2\"}", 4);
  world.feed(0, "m{job=\"b\", x=\"1\"}", 5);
  EXPECT_EQ(world.evaluate(0).samples, 2U);
  EXPECT_EQ(
      world.query("{__name__=~\"job:.*\"}", 0),
      (Lines{"job:m:sum{job=\"a\", level=\"job\"} 7", "job:m:sum{job=\"b\", level=\"job\"} 5"}));
}

TEST(Recording, TakesAwayALabelThatItsRuleEmpties) {
  // An empty label in a rule file is dropped when it is read; overriding is what is left.
  Rule rule = recording("r", "m");
  rule.labels = {{"job", "all"}};
  RuleWorld world({rule});
  world.feed(0, "m{job=\"a\"}", 3);
  world.evaluate(0);
  EXPECT_EQ(world.query("r", 0), Lines{"r{job=\"all\"} 3"});
}

TEST(Recording, WritesAScalarWithoutLabels) {
  RuleWorld world({recording("two", "1 + 1")});
  world.evaluate(60);
  EXPECT_EQ(world.query("two", 60), Lines{"two 2"});
}

TEST(Recording, RefusesTwoElementsThatItsLabelsMakeOne) {
  Rule rule = recording("r", "m");
  rule.labels = {{"job", "all"}};
  RuleWorld world({rule});
  world.feed(0, "m{job=\"a\"}", 3);
  world.feed(0, "m{job=\"b\"}", 3);
  const Evaluation evaluation = world.evaluate(0);
  ASSERT_EQ(evaluation.failures.size(), 1U);
  EXPECT_EQ(evaluation.failures[0].error,
            "vector contains metrics with the same labelset after applying rule labels");
  EXPECT_EQ(world.state.rules[0].health, Health::err);
  EXPECT_EQ(world.query("r", 0), Lines{});
}

TEST(Recording, RefusesMoreSeriesThanTheLimit) {
  RuleWorld world({recording("r", "m")});
  world.group.limit = 1;
  world.feed(0, "m{job=\"a\"}", 3);
  EXPECT_TRUE(world.evaluate(0).failures.empty());
  world.feed(30, "m{job=\"b\"}", 3);
  const Evaluation evaluation = world.evaluate(30);
  ASSERT_EQ(evaluation.failures.size(), 1U);
  EXPECT_EQ(evaluation.failures[0].error, "exceeded limit of 1 with 2 series");
}

TEST(Recording, LooksBackByTheQueryOffsetAndDatesItsSamplesSo) {
  RuleWorld world({recording("r", "m")});
  world.group.query_offset = std::chrono::seconds(30);
  world.feed(0, "m", 1);
  world.feed(30, "m", 2);
  world.evaluate(30);
  EXPECT_EQ(testing::contents(world.store).at({{"__name__", "r"}}),
            (std::vector<chunks::Point>{{at(0), 1}}));
}

}  // namespace
}  // namespace silicon::rules
