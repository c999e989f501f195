#include "exporter/core/text.hpp"

#include <gtest/gtest.h>

namespace silicon::core {
namespace {

using Strings = std::vector<std::string_view>;

Strings lines(std::string_view text) {
  Strings result;
  for_each_line(text, [&](std::string_view line) { result.push_back(line); });
  return result;
}

TEST(Text, IsTrimmedOfWhiteSpaceAtBothEnds) {
  EXPECT_EQ(trimmed(" \t42 kB\n"), "42 kB");
  EXPECT_EQ(trimmed(" \n"), "");
}

TEST(Text, IsCutAtTheFirstSeparator) {
  EXPECT_EQ(cut("a:b:c", ':'), (std::pair<std::string_view, std::string_view>("a", "b:c")));
  EXPECT_EQ(cut("abc", ':'), (std::pair<std::string_view, std::string_view>("abc", "")));
}

TEST(Text, HasLinesWithOrWithoutAFinalNewline) {
  EXPECT_EQ(lines("a\nb\n"), (Strings{"a", "b"}));
  EXPECT_EQ(lines("a\n\nb"), (Strings{"a", "", "b"}));
  EXPECT_EQ(lines(""), Strings{});
}

TEST(Text, HasFieldsBetweenRunsOfBlanks) {
  EXPECT_EQ(fields("  cpu0 1\t2  "), (Strings{"cpu0", "1", "2"}));
  EXPECT_EQ(fields(" \t"), Strings{});
}

}  // namespace
}  // namespace silicon::core
