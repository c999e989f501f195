#include "alerting/template/execute/compare.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::templates {
namespace {

TEST(Equal, ComparesValuesOfOneKind) {
  EXPECT_TRUE(*equal(1, 1));
  EXPECT_FALSE(*equal("a", "b"));
  EXPECT_TRUE(*equal(true, true));
  EXPECT_FALSE(*equal(NAN, NAN));
  EXPECT_TRUE(*equal(Value(), Value()));
  EXPECT_FALSE(*equal(Value(), 1));
}

TEST(Equal, RefusesDifferentKinds) {
  EXPECT_EQ(equal(1, 1.0).error().message(), "incompatible types for comparison: int and float64");
  EXPECT_EQ(equal("1", 1).error().message(), "incompatible types for comparison: string and int");
  EXPECT_EQ(equal(List{}, List{}).error().message(), "non-comparable type []: []interface {}");
}

TEST(EqualsAny, IsTrueWhenOneOfTheOthersIsEqual) {
  const std::vector<Value> values{1, 2, 1};
  EXPECT_TRUE(*equals_any(values)->boolean());
  EXPECT_FALSE(*equals_any(std::span(values).first(2))->boolean());
  EXPECT_EQ(equals_any(std::span(values).first(1)).error().message(),
            "missing argument for comparison");
}

TEST(Less, OrdersNumbersAndTexts) {
  EXPECT_TRUE(*less(1, 2));
  EXPECT_TRUE(*less("a", "b"));
  EXPECT_FALSE(*less(2.5, 2.5));
  EXPECT_FALSE(*less(NAN, 1.0));
  EXPECT_EQ(less(true, false).error().message(), "invalid type for comparison");
  EXPECT_EQ(less(1, 1.5).error().message(), "incompatible types for comparison: int and float64");
  EXPECT_EQ(less(Value(), 1).error().message(), "invalid type for comparison");
}

}  // namespace
}  // namespace silicon::templates
