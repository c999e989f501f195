#include "alerting/rules/condition.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/check/check.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::rules {
namespace {

// ">5" of a condition, "" of none.
std::string condition(const std::string& text) {
  const auto expression = promql::parse_query(text, {});
  EXPECT_TRUE(expression) << text;
  const auto found = condition_of(**expression, {});
  return found ? found->comparison + core::format_double(found->bound) : "";
}

TEST(ConditionOf, IsWhatStandsBesideTheMeasured) {
  EXPECT_EQ(condition("load > 5"), ">5");
  EXPECT_EQ(condition("(load) <= 0.25"), "<=0.25");
  EXPECT_EQ(condition("up == 0"), "==0");
}

TEST(ConditionOf, IsTurnedRoundWhereTheNumberStandsFirst) {
  EXPECT_EQ(condition("5 < load"), ">5");
  EXPECT_EQ(condition("5 >= load"), "<=5");
  EXPECT_EQ(condition("0 == up"), "==0");
}

TEST(ConditionOf, DoesTheArithmeticOfNumbers) {
  EXPECT_EQ(condition("load > 2 * 3"), ">6");
  EXPECT_EQ(condition("load < -1"), "<-1");
}

TEST(ConditionOf, IsThatOfTheLeftSideOfAnd) {
  EXPECT_EQ(condition("load > 5 and on() up == 1"), ">5");
  EXPECT_EQ(condition("load > 5 unless down"), ">5");
}

TEST(ConditionOf, IsNothingWhereThereIsNoneOrMore) {
  EXPECT_EQ(condition("absent(up)"), "");
  EXPECT_EQ(condition("load > limit"), "");
  EXPECT_EQ(condition("20 < load < 30"), "");
  EXPECT_EQ(condition("load > 5 or load < 1"), "");
  EXPECT_EQ(condition("load > bool 5"), "");
}

}  // namespace
}  // namespace silicon::rules
