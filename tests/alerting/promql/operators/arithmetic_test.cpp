#include "alerting/promql/operators/arithmetic.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::promql {
namespace {

Binary operation(Operator op, bool returns_bool = false) {
  Binary node;
  node.op = op;
  node.returns_bool = returns_bool;
  return node;
}

Columns three_values() {
  Columns vector(1);
  for (const double value : {1.0, 5.0, std::nan("")}) {
    vector.add({{{"v", std::to_string(value)}}, false})[0] = value;
  }
  return vector;
}

TEST(Calculate, IsIeeeArithmetic) {
  EXPECT_EQ(calculate(Operator::divide, 1, 0), INFINITY);
  EXPECT_TRUE(std::isnan(calculate(Operator::modulo, 1, 0)));
  EXPECT_EQ(calculate(Operator::modulo, -7, 3), -1);
  EXPECT_EQ(calculate(Operator::power, 2, -1), 0.5);
  EXPECT_DOUBLE_EQ(calculate(Operator::atan2, 1, 1), std::atan(1.0));
  EXPECT_EQ(calculate(Operator::equal, NAN, NAN), 0);
  EXPECT_EQ(calculate(Operator::not_equal, NAN, NAN), 1);
}

TEST(WithScalar, FiltersByComparison) {
  const Columns kept = with_scalar(operation(Operator::greater), three_values(), {2}, false);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.row(0)[0], 5);
  EXPECT_FALSE(kept.head(0).drop_name);
}

TEST(WithScalar, KeepsTheVectorsValueOnEitherSide) {
  const Columns kept = with_scalar(operation(Operator::greater), three_values(), {2}, true);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.row(0)[0], 1) << "2 > 1 holds";
}

TEST(WithScalar, AnswersWithBool) {
  const Columns all = with_scalar(operation(Operator::less, true), three_values(), {2}, false);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all.row(0)[0], 1);
  EXPECT_EQ(all.row(2)[0], 0);
  EXPECT_TRUE(all.head(0).drop_name);
}

TEST(WithScalar, MindsTheOrderOfOperands) {
  EXPECT_EQ(with_scalar(operation(Operator::subtract), three_values(), {2}, true).row(1)[0], -3);
  EXPECT_EQ(with_scalar(operation(Operator::subtract), three_values(), {2}, false).row(1)[0], 3);
}

TEST(WithScalar, LeavesGapsAlone) {
  Columns vector(2);
  vector.add({})[1] = 4;
  const Columns result = with_scalar(operation(Operator::add), vector, {1, 1}, false);
  EXPECT_TRUE(is_absent(result.row(0)[0]));
  EXPECT_EQ(result.row(0)[1], 5);
}

}  // namespace
}  // namespace silicon::promql
