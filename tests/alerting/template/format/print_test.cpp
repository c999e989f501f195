#include "alerting/template/format/print.hpp"

#include <gtest/gtest.h>

namespace silicon::templates {
namespace {

TEST(Print, WritesValuesAsGoDoes) {
  EXPECT_EQ(print(Value()), "<nil>");
  EXPECT_EQ(print(true), "true");
  EXPECT_EQ(print(-5), "-5");
  EXPECT_EQ(print(1e6), "1e+06");
  EXPECT_EQ(print("a b"), "a b");
  EXPECT_EQ(print(List{{1, "x", 2.5}}), "[1 x 2.5]");
  EXPECT_EQ(print(Map{{{"b", 1}, {"a", "x"}}}), "map[a:x b:1]");
}

TEST(Print, PutsBlanksBetweenWhatIsNoText) {
  const std::vector<Value> values{1, 2, "x", "y", 3, true};
  EXPECT_EQ(print_all(values), "1 2xy3 true");
  EXPECT_EQ(print_line(values), "1 2 x y 3 true\n");
}

TEST(Print, StopsWhenSharedValuesWouldBeTooLong) {
  Value value("0123456789");
  for (int i = 0; i < 60; ++i) value = List{{value, value}};
  EXPECT_LT(print(value).size(), kMostText + 1000);
}

}  // namespace
}  // namespace silicon::templates
