#include "alerting/rules/testing/coverage.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using testing::alerting;
using testing::recording;

std::string untried(const std::vector<Group>& groups, const TestGroup& test) {
  UnitTests tests;
  tests.tests = {test};
  std::string names;
  for (const Coverage::Untried& rule : coverage_of(groups, {tests}, {}).untried) {
    names += rule.rule->name + " ";
  }
  return names;
}

class CoverageTest : public ::testing::Test {
 protected:
  CoverageTest() {
    group_.rules = {recording("a", "m"), recording("b", "a"), recording("c", "m"),
                    alerting("High", "b > 1"), alerting("Low", "c < 1")};
  }

  Group group_;
  TestGroup test_;
};

TEST_F(CoverageTest, CountsNothingWithoutTests) {
  EXPECT_EQ(untried({group_}, test_), "a b c High Low ");
}

TEST_F(CoverageTest, CountsAlertsThatAreExpectedAndAllTheyRead) {
  test_.alerts = {{core::Duration(0), "High", {{}}}};
  EXPECT_EQ(untried({group_}, test_), "c Low ");
}

TEST_F(CoverageTest, DoesNotCountAlertsThatNeverFire) {
  test_.alerts = {{core::Duration(0), "High", {}}};
  EXPECT_EQ(untried({group_}, test_), "a b c High Low ");
}

TEST_F(CoverageTest, CountsSeriesThatExpressionsRead) {
  test_.expressions = {{"sum({__name__=~\"b|c\"})", core::Duration(0), {{"", 1, ""}}}};
  EXPECT_EQ(untried({group_}, test_), "High Low ");
}

}  // namespace
}  // namespace silicon::rules
