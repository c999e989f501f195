#include "alerting/series/match/regex.hpp"

#include <gtest/gtest.h>

namespace silicon::match {
namespace {

Regex compiled(std::string_view pattern) {
  auto regex = Regex::compile(pattern);
  EXPECT_TRUE(regex) << pattern;
  return std::move(regex).value();
}

std::string error_of(std::string_view pattern) {
  const auto regex = Regex::compile(pattern);
  return regex ? "no error" : regex.error().message();
}

TEST(Regex, MatchesWholeTextsOnly) {
  const Regex regex = compiled("a|bc");
  EXPECT_TRUE(regex.matches("a"));
  EXPECT_TRUE(regex.matches("bc"));
  EXPECT_FALSE(regex.matches("abc"));
  EXPECT_FALSE(regex.matches("ac"));
  EXPECT_FALSE(regex.matches(""));
}

TEST(Regex, LetsADotMatchALineBreakUnlessToldOtherwise) {
  EXPECT_TRUE(compiled("a.b").matches("a\nb"));
  EXPECT_FALSE(compiled("(?-s)a.b").matches("a\nb"));
}

TEST(Regex, TellsWhatItsGroupsMatched) {
  const Regex regex = compiled("(?P<host>[^:]+):(\\d+)(x)?");
  const std::string text = "db-1:5432";
  const auto groups = regex.groups(text);
  ASSERT_TRUE(groups);
  ASSERT_EQ(groups->size(), 4U);
  EXPECT_EQ((*groups)[0], "db-1:5432");
  EXPECT_EQ((*groups)[1], "db-1");
  EXPECT_EQ((*groups)[2], "5432");
  EXPECT_EQ((*groups)[3], "");
  EXPECT_EQ(regex.group_names().at("host"), 1);
  EXPECT_FALSE(regex.groups("db-1"));
}

TEST(Regex, ExplainsMistakesInPrometheusWords) {
  EXPECT_EQ(error_of("*a"), "error parsing regexp: missing argument to repetition operator: `*`");
  EXPECT_EQ(error_of("a)"), "error parsing regexp: unexpected ): `a)`");
  EXPECT_EQ(error_of("[a"), "error parsing regexp: missing closing ]: `[a`");
  EXPECT_EQ(error_of("a{2000}"), "error parsing regexp: invalid repeat count: `{2000}`");
  EXPECT_EQ(error_of("a**"), "error parsing regexp: invalid nested repetition operator: `**`");
  EXPECT_EQ(error_of("(?<!a)"), "error parsing regexp: invalid or unsupported Perl syntax: `(?<`");
  EXPECT_EQ(error_of("a(b"), "error parsing regexp: missing closing ): `a(b`");
  EXPECT_EQ(error_of("a)|(b"), "error parsing regexp: unexpected ): `a)|(b`");
  EXPECT_EQ(error_of("\\8"), "error parsing regexp: invalid escape sequence: `\\8`");
}

// A backtracking engine would not come back: the test program has a time limit.
TEST(Regex, StaysQuickOnWhatMakesOthersExplode) {
  EXPECT_FALSE(compiled("(a*)*(a*)*(a*)*b").matches(std::string(100'000, 'a')));
}

TEST(Regex, RefusesProgramsThatWouldFillTheMemory) {
  EXPECT_EQ(error_of("((((a{100}){100}){100}){100})"),
            "error parsing regexp: invalid repeat count: `{100}`");
}

}  // namespace
}  // namespace silicon::match
