#include "alerting/promql/numeric/kahan.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <limits>

namespace silicon::promql {
namespace {

double sum(std::initializer_list<double> values) {
  KahanSum total;
  for (const double value : values) total.add(value);
  return total.value();
}

double mean(std::initializer_list<double> values) {
  KahanMean total;
  for (const double value : values) total.add(value);
  return total.value();
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMax = std::numeric_limits<double>::max();

TEST(KahanSum, KeepsWhatPlainAdditionLoses) {
  EXPECT_EQ(sum({1, 1e100, 1, -1e100}), 2);
  EXPECT_EQ(sum({0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}), 1);
}

TEST(KahanSum, GoesToInfinityAndBeyond) {
  EXPECT_EQ(sum({kInfinity, 1}), kInfinity);
  EXPECT_TRUE(std::isnan(sum({kInfinity, -kInfinity})));
  EXPECT_EQ(sum({kMax, kMax}), kInfinity);
}

TEST(KahanMean, SurvivesSumsThatOverflow) {
  EXPECT_DOUBLE_EQ(mean({kMax, kMax, kMax, kMax}), kMax);
  EXPECT_EQ(mean({kMax, -kMax}), 0);
  EXPECT_EQ(mean({52, 52, 52}), 52);
  EXPECT_EQ(mean({1, 1e100, 1, -1e100}), 0.5);
  EXPECT_EQ(mean({1, kInfinity}), kInfinity);
  EXPECT_TRUE(std::isnan(mean({kInfinity, -kInfinity})));
  EXPECT_TRUE(KahanMean().empty());
}

}  // namespace
}  // namespace silicon::promql
