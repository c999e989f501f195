#include "alerting/promql/numeric/quantile.hpp"

#include <gtest/gtest.h>

namespace silicon::promql {
namespace {

double quantile(double q, std::vector<double> values) {
  return quantile_of(q, values);
}

TEST(QuantileOf, InterpolatesBetweenNeighbours) {
  EXPECT_EQ(quantile(0.5, {3, 1}), 2);
  EXPECT_EQ(quantile(0.25, {5, 1, 3}), 2);
  EXPECT_EQ(quantile(0, {5, 1, 3}), 1);
  EXPECT_EQ(quantile(1, {5, 1, 3}), 5);
  EXPECT_EQ(quantile(0.9, {7}), 7);
}

TEST(QuantileOf, IsInfiniteOutsideItsRange) {
  EXPECT_EQ(quantile(-0.1, {1}), -INFINITY);
  EXPECT_EQ(quantile(1.1, {1}), INFINITY);
  EXPECT_TRUE(std::isnan(quantile(NAN, {1})));
  EXPECT_TRUE(std::isnan(quantile(0.5, {})));
}

TEST(QuantileOf, TakesNanForTheSmallest) {
  EXPECT_TRUE(std::isnan(quantile(0, {1, NAN, 2})));
  EXPECT_EQ(quantile(1, {1, NAN, 2}), 2);
}

}  // namespace
}  // namespace silicon::promql
