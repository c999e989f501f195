#include "alerting/api/client/words/table.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

TEST(LineOf, HasTabsBetweenColumns) {
  EXPECT_EQ(line_of({"a", "", "b c"}), "a\t\tb c\n");
  EXPECT_EQ(line_of({}), "\n");
}

TEST(InColumn, BreaksNoLineAndNoTerminal) {
  EXPECT_EQ(in_column("a\tb\r\nc"), "a b  c");
  EXPECT_EQ(in_column("\x1b[31mred\x7f"), "?[31mred?");
  EXPECT_EQ(in_column("\u009b31mred\u0080\u00a0"), "?31mred?\u00a0");
  EXPECT_EQ(in_column("\u00e9t\u00e9"), "\u00e9t\u00e9");
}

}  // namespace
}  // namespace silicon::api
