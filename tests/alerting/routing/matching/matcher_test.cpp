#include "alerting/routing/matching/matcher.hpp"

#include <gtest/gtest.h>

namespace silicon::routing {
namespace {

using match::MatchType;

Matcher matcher(MatchType type, std::string name, std::string value) {
  return Matcher::create(type, std::move(name), std::move(value)).value();
}

TEST(RouteMatcher, ComparesTheWholeValue) {
  const core::Labels labels{{"team", "db"}, {"severity", "critical"}};
  EXPECT_TRUE(matcher(MatchType::equal, "team", "db").matches(labels));
  EXPECT_FALSE(matcher(MatchType::equal, "team", "d").matches(labels));
  EXPECT_TRUE(matcher(MatchType::regex, "team", "db|web").matches(labels));
  EXPECT_FALSE(matcher(MatchType::regex, "team", "d").matches(labels));
  EXPECT_TRUE(matcher(MatchType::not_regex, "team", "w.*").matches(labels));
  EXPECT_TRUE(matcher(MatchType::not_equal, "team", "web").matches(labels));
}

TEST(RouteMatcher, SeesAnAbsentLabelAsEmpty) {
  const core::Labels none;
  EXPECT_TRUE(matcher(MatchType::equal, "team", "").matches(none));
  EXPECT_TRUE(matcher(MatchType::regex, "team", ".*").matches(none));
  EXPECT_FALSE(matcher(MatchType::regex, "team", ".+").matches(none));
}

TEST(RouteMatcher, HasADotThatStopsAtLineBreaks) {
  EXPECT_FALSE(matcher(MatchType::regex, "m", "a.*").matches("a\nb"));
  EXPECT_TRUE(matcher(MatchType::regex, "m", "a.*").matches("a b"));
  EXPECT_TRUE(matcher(MatchType::regex, "m", "a\nb").matches("a\nb"));
  EXPECT_TRUE(matcher(MatchType::regex, "m", "(?s)a.*").matches("a\nb"));
}

TEST(RouteMatcher, KeepsItsExpressionAsWritten) {
  EXPECT_EQ(matcher(MatchType::regex, "m", "a.*").value(), "a.*");
  EXPECT_EQ(matcher(MatchType::regex, "m", "a.*"), matcher(MatchType::regex, "m", "a.*"));
  EXPECT_FALSE(matcher(MatchType::regex, "m", "a.*") == matcher(MatchType::equal, "m", "a.*"));
}

TEST(RouteMatcher, RefusesWhatDoesNotCompileByItself) {
  for (const char* value : {"a(", "a.)(b", "*", "[.", "(?<n>.)"}) {
    const auto created = Matcher::create(MatchType::regex, "m", value);
    ASSERT_FALSE(created) << value;
    EXPECT_EQ(created.error().message().find("?-s"), std::string::npos);
  }
}

TEST(RouteMatchers, MustAllMatch) {
  const Matchers both{matcher(MatchType::equal, "a", "1"), matcher(MatchType::equal, "b", "2")};
  EXPECT_TRUE(matches(both, {{"a", "1"}, {"b", "2"}}));
  EXPECT_FALSE(matches(both, {{"a", "1"}}));
  EXPECT_TRUE(matches(Matchers{}, {{"a", "1"}}));
}

TEST(RouteMatchers, AreSortedByNameValueAndType) {
  Matchers list{matcher(MatchType::not_equal, "b", "1"), matcher(MatchType::equal, "b", "1"),
                matcher(MatchType::equal, "b", "0"), matcher(MatchType::regex, "a", "z")};
  sort_matchers(list);
  EXPECT_EQ(matchers_text(list), R"({a=~"z",b="0",b="1",b!="1"})");
}

TEST(RouteMatchers, AreSpelledAsInGroupKeys) {
  EXPECT_EQ(matchers_text({}), "{}");
  EXPECT_EQ(matcher_text(matcher(MatchType::equal, "a", "x\"y\\z\n")), R"(a="x\"y\\z\n")");
  EXPECT_EQ(matcher_text(matcher(MatchType::not_regex, "a b", "x\ty")), R"("a b"!~"x\ty")");
  EXPECT_EQ(matcher_text(matcher(MatchType::equal, "gr\u00fcn", "\u00e9")), "gr\u00fcn=\"\u00e9\"");
}

}  // namespace
}  // namespace silicon::routing
