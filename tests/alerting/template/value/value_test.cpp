#include "alerting/template/value/value.hpp"

#include <gtest/gtest.h>

namespace silicon::templates {
namespace {

TEST(Value, KnowsItsTypeAsGoNamesIt) {
  EXPECT_EQ(Value().type_name(), "<nil>");
  EXPECT_EQ(Value(true).type_name(), "bool");
  EXPECT_EQ(Value(1).type_name(), "int");
  EXPECT_EQ(Value(1.5).type_name(), "float64");
  EXPECT_EQ(Value("a").type_name(), "string");
  EXPECT_EQ(Value(List{}).type_name(), "[]interface {}");
  EXPECT_EQ(Value(Map{}).type_name(), "map[string]interface {}");
  EXPECT_EQ(Value(Map{{}, true}).type_name(), "map[string]string");
  EXPECT_EQ(make_struct("T", {}).type_name(), "T");
}

TEST(Value, IsTrueUnlessZeroOrEmpty) {
  EXPECT_FALSE(Value().truth());
  EXPECT_FALSE(Value(false).truth());
  EXPECT_FALSE(Value(0).truth());
  EXPECT_FALSE(Value(0.0).truth());
  EXPECT_FALSE(Value("").truth());
  EXPECT_FALSE(Value(List{}).truth());
  EXPECT_FALSE(Value(Map{}).truth());
  EXPECT_TRUE(Value(-1).truth());
  EXPECT_TRUE(Value(0.1).truth());
  EXPECT_TRUE(Value("0").truth());
  EXPECT_TRUE(Value(List{{Value()}}).truth());
  EXPECT_TRUE(make_struct("T", {}).truth());
}

TEST(Struct, HasFieldsAndPrintsThem) {
  const Value value = make_struct("T", {{"A", 1}, {"B", "x"}});
  EXPECT_EQ(*value.object()->field("B")->text(), "x");
  EXPECT_FALSE(value.object()->field("C"));
  EXPECT_EQ(value.object()->print(), "{1 x}");
  EXPECT_FALSE(value.object()->call("A", {}));
}

}  // namespace
}  // namespace silicon::templates
