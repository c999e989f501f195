#include "alerting/config/rules/place.hpp"

#include <gtest/gtest.h>

#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::config {
namespace {

// "LINE:COLUMN" of a place in the value of "x" in this file.
std::string place(const std::string& file, int line, int column) {
  const auto tree = runtime::parse_yaml(file, "f");
  EXPECT_TRUE(tree);
  const runtime::YamlMark mark = place_inside(*tree->find("x"), {line, column}, file);
  return std::to_string(mark.line) + ":" + std::to_string(mark.column);
}

TEST(Place, IsExactInTextsOnOneLine) {
  EXPECT_EQ(place("x: up == \n", 1, 4), "1:7");
  EXPECT_EQ(place("a: 1\nx: \"up == 0\"\n", 1, 4), "2:8");
  EXPECT_EQ(place("x: 'up == 0'\n", 1, 1), "1:5");
}

TEST(Place, IsExactInBlocksThatKeepTheirLines) {
  EXPECT_EQ(place("x: |\n  up\n    == 0\n", 2, 3), "3:5");
  EXPECT_EQ(place("x: |-\n    up\n", 1, 2), "2:6");
}

TEST(Place, IsTheBeginningWhereItCannotBeKnown) {
  EXPECT_EQ(place("x: \"up\\t== 0\"\n", 1, 5), "1:4");
  EXPECT_EQ(place("x: >\n  up\n  == 0\n", 1, 4), "1:4");
  EXPECT_EQ(place("x: up\n  == 0\n", 1, 4), "1:4");
}

TEST(PlaceInMessage, IsWhatTheMessageBeginsWith) {
  EXPECT_EQ(place_in_message("3:14: parse error: x").line, 3);
  EXPECT_EQ(place_in_message("3:14: parse error: x").column, 14);
  EXPECT_EQ(place_in_message("no place").column, 1);
  EXPECT_EQ(place_in_message("99999999999:1: x").line, 1);
}

}  // namespace
}  // namespace silicon::config
