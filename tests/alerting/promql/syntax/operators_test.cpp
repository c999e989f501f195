#include "alerting/promql/syntax/operators.hpp"

#include <gtest/gtest.h>

namespace silicon::promql {
namespace {

TEST(Operators, AreFoundByTheirPlaceInTheEnumeration) {
  EXPECT_EQ(spelling(Operator::logical_or), "or");
  EXPECT_EQ(spelling(Operator::trim_lower), ">/");
  EXPECT_EQ(spelling(Operator::atan2), "atan2");
  EXPECT_EQ(spelling(Operator::power), "^");
  for (int i = 0; i <= static_cast<int>(Operator::power); ++i) {
    EXPECT_EQ(static_cast<int>(traits(static_cast<Operator>(i)).op), i);
  }
}

TEST(Operators, BindAsInPrometheus) {
  EXPECT_LT(traits(Operator::logical_or).precedence, traits(Operator::unless).precedence);
  EXPECT_LT(traits(Operator::logical_and).precedence, traits(Operator::less).precedence);
  EXPECT_LT(traits(Operator::equal).precedence, traits(Operator::add).precedence);
  EXPECT_LT(traits(Operator::subtract).precedence, traits(Operator::atan2).precedence);
  EXPECT_LT(traits(Operator::modulo).precedence, sign_precedence());
}

TEST(Operators, KnowWhatTheyAre) {
  EXPECT_TRUE(is_comparison(Operator::greater_or_equal));
  EXPECT_FALSE(is_comparison(Operator::add));
  EXPECT_TRUE(is_set_operator(Operator::unless));
  EXPECT_FALSE(is_set_operator(Operator::equal));
}

TEST(Aggregators, AreFoundByNameAndByPlace) {
  for (int i = 0; i <= static_cast<int>(Aggregator::limit_ratio); ++i) {
    const auto op = static_cast<Aggregator>(i);
    EXPECT_EQ(aggregator_named(spelling(op)), op);
  }
  EXPECT_EQ(aggregator_named("median"), std::nullopt);
  EXPECT_EQ(traits(Aggregator::count_values).parameter, AggregatorParameter::string);
  EXPECT_TRUE(traits(Aggregator::limitk).experimental);
}

}  // namespace
}  // namespace silicon::promql
