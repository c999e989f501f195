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
  EXPECT_EQ(trimmed("\r\n42"), "42");
  EXPECT_EQ(trimmed(" \n"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Text, HasTenDigits) {
  for (const char c : {'0', '5', '9'}) EXPECT_TRUE(is_digit(c)) << c;
  for (const char c : {'/', ':', 'a', '\0', '\xb2'}) EXPECT_FALSE(is_digit(c)) << c;
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

TEST(Text, HasALineThatIsFoundByItsBeginning) {
  EXPECT_EQ(rest_of_line("a 1\nb 2\nbb 3\n", "\nbb "), "3");
  EXPECT_EQ(rest_of_line("a 1\nb \n", "\nb "), "");
  EXPECT_EQ(rest_of_line("a 1\nb 2\n", "\nc "), std::nullopt);
  EXPECT_EQ(rest_of_line("a 1\nb 2", "\nb "), std::nullopt);
}

TEST(Text, IsUtf8WhenEveryCodePointIsWellFormed) {
  for (const char* text :
       {"", "plain ASCII of more than eight bytes", "caf\xC3\xA9", "\xE2\x98\x83",
        "\xF0\x9F\x92\xA9 and then some", "\x7F", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF",
        "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
  EXPECT_TRUE(is_utf8(std::string_view("\0", 1)));
}

TEST(Text, IsNoUtf8WhenACodePointIsCutOverlongOrOutOfRange) {
  for (const char* text :
       {"\x80", "\xBF", "\xC3", "\xC3(", "\xC0\x80", "\xC1\xBF", "\xE2\x98", "\xE2(\x83",
        "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x92", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFF", "seven..\xFF", "eight...\xFF", "twelve bytes\xC3"}) {
    EXPECT_FALSE(is_utf8(text)) << text;
  }
}

TEST(Text, CountsCodePointsNotBytes) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("a\xC3\xA9\xE2\x98\x83"), 3U);
}

TEST(Text, IsQuotedInErrorsShortAndPrintable) {
  EXPECT_EQ(excerpt("a b"), "\"a b\"");
  EXPECT_EQ(excerpt("tab\there \x1b[31m \xC3\xA9"), "\"tab?here ?[31m ??\"");
  EXPECT_EQ(excerpt(std::string(80, 'x')), '"' + std::string(80, 'x') + '"');
  EXPECT_EQ(excerpt(std::string(81, 'x')), '"' + std::string(80, 'x') + "\"...");
}

}  // namespace
}  // namespace silicon::core
