#include "alerting/promql/functions/windows/window.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::promql {
namespace {

core::Instant at(int seconds) {
  return core::Instant(std::chrono::seconds(seconds));
}

// A point every ten seconds, the first at 10 s, seen through a range that ends at `to`.
double over(OverWindow function, const std::vector<double>& values, int from, int to,
            std::vector<double> scalars = {}) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    points.push_back({at(10 * static_cast<int>(i + 1)), values[i]});
  }
  return function({points, at(from), at(to), at(to), scalars});
}

TEST(Rate, CarriesTheChangeToTheEdgesOfTheRange) {
  EXPECT_DOUBLE_EQ(over(&rate, {100, 110, 120}, 0, 30), 1);
  EXPECT_DOUBLE_EQ(over(&increase, {100, 110, 120}, 5, 35), 30);
  EXPECT_DOUBLE_EQ(over(&increase, {100, 110, 120}, -100, 130), 30) << "half a gap at most";
  EXPECT_DOUBLE_EQ(over(&increase, {2, 12, 22}, 0, 30), 22) << "not below zero";
  EXPECT_DOUBLE_EQ(over(&delta, {2, 12, 22}, 0, 30), 30) << "which a gauge may well be";
}

TEST(Rate, CountsOnAfterAReset) {
  EXPECT_DOUBLE_EQ(over(&increase, {100, 110, 5, 15}, 10, 40), 25);
  EXPECT_DOUBLE_EQ(over(&resets, {100, 110, 5, 15, 1}, 0, 50), 2);
  EXPECT_DOUBLE_EQ(over(&irate, {110, 5}, 0, 20), 0.5);
  EXPECT_DOUBLE_EQ(over(&idelta, {110, 5}, 0, 20), -105);
}

TEST(Rate, NeedsTwoPoints) {
  for (const OverWindow function : {&rate, &increase, &delta, &irate, &idelta, &deriv}) {
    EXPECT_TRUE(is_absent(over(function, {1}, 0, 10)));
  }
}

TEST(Changes, TakesNanForEqualToNan) {
  EXPECT_EQ(over(&changes, {1, 1, 2, NAN, NAN, 2}, 0, 60), 3);
  EXPECT_EQ(over(&changes, {1}, 0, 10), 0);
}

TEST(Trends, FitALine) {
  EXPECT_DOUBLE_EQ(over(&deriv, {1, 3, 5}, 0, 30), 0.2);
  EXPECT_DOUBLE_EQ(over(&predict_linear, {1, 3, 5}, 0, 30, {10}), 7);
  EXPECT_EQ(over(&deriv, {4, 4, 4}, 0, 30), 0);
  EXPECT_TRUE(std::isnan(over(&deriv, {INFINITY, INFINITY}, 0, 20)));
}

TEST(Trends, RefuseFactorsOutsideTheirRange) {
  EXPECT_EQ(refuse_smoothing(std::vector<double>{1, 0.5}).value_or(""),
            "invalid smoothing factor. Expected: 0 < sf < 1, got: 1.000000");
  EXPECT_EQ(refuse_smoothing(std::vector<double>{0.5, 0}).value_or(""),
            "invalid trend factor. Expected: 0 < tf < 1, got: 0.000000");
  EXPECT_EQ(refuse_smoothing(std::vector<double>{0.5, 0.5}), std::nullopt);
  EXPECT_DOUBLE_EQ(over(&double_exponential_smoothing, {1, 2, 3}, 0, 30, {0.5, 0.5}), 3);
}

TEST(OverTime, SummarizesThePoints) {
  const std::vector<double> values{4, 6, 2, 1, 99, 1, 2};
  EXPECT_EQ(over(&sum_over_time, values, 0, 70), 115);
  EXPECT_DOUBLE_EQ(over(&avg_over_time, values, 0, 70), 115.0 / 7);
  EXPECT_EQ(over(&min_over_time, values, 0, 70), 1);
  EXPECT_EQ(over(&max_over_time, values, 0, 70), 99);
  EXPECT_EQ(over(&count_over_time, values, 0, 70), 7);
  EXPECT_EQ(over(&first_over_time, values, 0, 70), 4);
  EXPECT_EQ(over(&last_over_time, values, 0, 70), 2);
  EXPECT_EQ(over(&present_over_time, values, 0, 70), 1);
  EXPECT_EQ(over(&quantile_over_time, values, 0, 70, {0.5}), 2);
  EXPECT_EQ(over(&mad_over_time, values, 0, 70), 1);
  EXPECT_DOUBLE_EQ(over(&stdvar_over_time, {1, 3}, 0, 20), 1);
  EXPECT_DOUBLE_EQ(over(&stddev_over_time, {1, 5}, 0, 20), 2);
}

TEST(OverTime, KnowsWhenSomethingWas) {
  const std::vector<double> values{4, 1, 9, 1, 9};
  EXPECT_EQ(over(&ts_of_first_over_time, values, 0, 50), 10);
  EXPECT_EQ(over(&ts_of_last_over_time, values, 0, 50), 50);
  EXPECT_EQ(over(&ts_of_min_over_time, values, 0, 50), 40) << "the latest of equal ones";
  EXPECT_EQ(over(&ts_of_max_over_time, values, 0, 50), 50);
}

TEST(OverTime, LooksPastNan) {
  EXPECT_EQ(over(&min_over_time, {NAN, 3, 5}, 0, 30), 3);
  EXPECT_EQ(over(&max_over_time, {3, NAN}, 0, 20), 3);
  EXPECT_TRUE(std::isnan(over(&max_over_time, {NAN, NAN}, 0, 20)));
}

}  // namespace
}  // namespace silicon::promql
