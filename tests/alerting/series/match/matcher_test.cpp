#include "alerting/series/match/matcher.hpp"

#include <gtest/gtest.h>

namespace silicon::match {
namespace {

Matcher matcher(MatchType type, std::string value) {
  return Matcher::create(type, "job", std::move(value)).value();
}

TEST(Matcher, ComparesOrMatches) {
  EXPECT_TRUE(matcher(MatchType::equal, "node").matches("node"));
  EXPECT_FALSE(matcher(MatchType::equal, "node").matches("nodes"));
  EXPECT_TRUE(matcher(MatchType::not_equal, "node").matches("nodes"));
  EXPECT_FALSE(matcher(MatchType::not_equal, "node").matches("node"));
  EXPECT_TRUE(matcher(MatchType::regex, "n.*e").matches("node"));
  EXPECT_FALSE(matcher(MatchType::regex, "n.*e").matches("nodes"));
  EXPECT_TRUE(matcher(MatchType::not_regex, "n.*e").matches("nodes"));
  EXPECT_FALSE(matcher(MatchType::not_regex, "n.*e").matches("node"));
}

TEST(Matcher, GivesTheSameAnswerWhateverTheShapeOfItsExpression) {
  for (const char* pattern : {"node|db", "no.*", "no.+", "no[d]e", "n(o|u)de"}) {
    EXPECT_TRUE(matcher(MatchType::regex, pattern).matches("node")) << pattern;
    EXPECT_FALSE(matcher(MatchType::regex, pattern).matches("web")) << pattern;
    EXPECT_FALSE(matcher(MatchType::not_regex, pattern).matches("node")) << pattern;
    EXPECT_TRUE(matcher(MatchType::not_regex, pattern).matches("web")) << pattern;
  }
  EXPECT_TRUE(matcher(MatchType::regex, "no.*").matches("no"));
  EXPECT_FALSE(matcher(MatchType::regex, "no.+").matches("no"));
}

TEST(Matcher, SeesAnAbsentLabelAsEmpty) {
  const core::Labels labels{{"instance", "a"}};
  EXPECT_TRUE(matcher(MatchType::equal, "").matches(labels));
  EXPECT_TRUE(matcher(MatchType::regex, ".*").matches(labels));
  EXPECT_FALSE(matcher(MatchType::regex, ".+").matches(labels));
  EXPECT_TRUE(matcher(MatchType::not_equal, "node").matches(labels));
  EXPECT_FALSE(matcher(MatchType::not_equal, "").matches(labels));
}

TEST(Matcher, RefusesAnExpressionThatDoesNotCompile) {
  const auto created = Matcher::create(MatchType::regex, "job", "a(");
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().kind(), core::ErrorKind::invalid);
  // What is compared is no expression.
  EXPECT_TRUE(Matcher::create(MatchType::equal, "job", "a("));
}

TEST(Matcher, RemembersHowItWasWritten) {
  const Matcher written = matcher(MatchType::not_regex, "a|b");
  EXPECT_EQ(written.name(), "job");
  EXPECT_EQ(written.value(), "a|b");
  EXPECT_EQ(symbol(written.type()), "!~");
  EXPECT_EQ(symbol(MatchType::equal), "=");
  EXPECT_EQ(symbol(MatchType::not_equal), "!=");
  EXPECT_EQ(symbol(MatchType::regex), "=~");
  EXPECT_NE(written.shape(), nullptr);
  EXPECT_EQ(matcher(MatchType::equal, "a").shape(), nullptr);
}

}  // namespace
}  // namespace silicon::match
