#include "alerting/rules/rule.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/syntax/print.hpp"

namespace silicon::rules {
namespace {

promql::ExpressionPtr parsed(std::string_view text) {
  auto expression = promql::parse_query(text, {});
  EXPECT_TRUE(expression) << text;
  return *std::move(expression);
}

std::string measured(std::string_view text) {
  const promql::ExpressionPtr measure = without_condition(*parsed(text));
  return measure ? promql::print(*measure) : "as it is";
}

TEST(Measure, IsTheExpressionWithoutItsComparison) {
  EXPECT_EQ(measured("x > 5"), "x");
  EXPECT_EQ(measured("5 < x"), "x");
  EXPECT_EQ(measured("(rate(x[5m]) >= 0.5)"), "rate(x[5m])");
  EXPECT_EQ(measured("a / b > on(job) c"), "a / b");
  EXPECT_EQ(measured("20 < x < 30"), "x");
}

TEST(Measure, LeavesOutWhatIsOnlyACondition) {
  EXPECT_EQ(measured("x > 5 and on(job) y == 1"), "x");
  EXPECT_EQ(measured("x unless y"), "x");
  EXPECT_EQ(measured("x > 1 or y > 2"), "x or y");
}

TEST(Measure, IsNothingElseWhereThereIsNoCondition) {
  EXPECT_EQ(measured("x"), "as it is");
  EXPECT_EQ(measured("absent(x)"), "as it is");
  EXPECT_EQ(measured("x > bool 5"), "as it is");
  EXPECT_EQ(measured("sum(x > 5)"), "as it is");
}

TEST(Selectors, AreFoundWhereverTheyAre) {
  std::string names;
  const auto expression =
      parsed("sum(rate(a[5m])) / -b > on() topk(scalar(c), max_over_time(d[1h:1m])) unless e");
  for (const promql::VectorSelector* selector : selectors_of(*expression)) names += selector->name;
  EXPECT_EQ(names, "abcde");
  EXPECT_TRUE(selectors_of(*parsed("vector(1)")).empty());
}

TEST(Selectors, AreExpectedToFindSomethingOutsideOfAbsent) {
  std::string names;
  const auto expression = parsed("absent(a) or rate(b[5m]) > 1 unless absent_over_time(c[5m])");
  for (const auto* selector : expected_selectors(*expression)) names += selector->name;
  EXPECT_EQ(names, "b");
}

TEST(Selectors, AreSyntheticWhenPrometheusWritesTheirSeriesItself) {
  const auto synthetic = [](std::string_view text) {
    return is_synthetic(*selectors_of(*parsed(text)).at(0));
  };
  EXPECT_TRUE(synthetic("up == 0"));
  EXPECT_TRUE(synthetic("{__name__=\"up\"}"));
  EXPECT_TRUE(synthetic("scrape_duration_seconds > 1"));
  EXPECT_TRUE(synthetic("ALERTS{alertstate=\"firing\"}"));
  EXPECT_FALSE(synthetic("upper"));
  EXPECT_FALSE(synthetic("{job=\"up\"}"));
}

TEST(Expression, ExpectsSeriesUnlessItAsksForTheirAbsence) {
  EXPECT_TRUE(expects_series(*parsed("x > 1")));
  EXPECT_TRUE(expects_series(*parsed("absent(x) or y")));
  EXPECT_FALSE(expects_series(*parsed("absent(x)")));
  EXPECT_FALSE(expects_series(*parsed("absent_over_time(x[5m]) == 1")));
  EXPECT_FALSE(expects_series(*parsed("vector(1)")));
}

TEST(Expression, ReachesBackAsFarAsItsLongestRange) {
  using std::chrono::minutes;
  EXPECT_EQ(reach_of(*parsed("x")), minutes(0));
  EXPECT_EQ(reach_of(*parsed("rate(x[5m]) / rate(y[10m])")), minutes(10));
  EXPECT_EQ(reach_of(*parsed("max_over_time(rate(x[5m])[1h:])")), minutes(65));
}

}  // namespace
}  // namespace silicon::rules
