#include "alerting/series/match/shape.hpp"

#include <gtest/gtest.h>

#include "alerting/series/match/regex.hpp"

namespace silicon::match {
namespace {

using Words = std::vector<std::string>;

TEST(Shape, ListsTheWordsOfAlternatives) {
  EXPECT_EQ(shape_of("b|a|b").words, (Words{"a", "b"}));
  EXPECT_EQ(shape_of("node").words, Words{"node"});
  EXPECT_EQ(shape_of("").words, Words{""});
  EXPECT_EQ(shape_of("a|").words, (Words{"", "a"}));
  EXPECT_EQ(shape_of("db-(1|2)\\.(?:x|y)").words, (Words{"db-1.x", "db-1.y", "db-2.x", "db-2.y"}));
  EXPECT_EQ(shape_of("(((a)))").words, Words{"a"});
}

TEST(Shape, ListsNoWordsWhereThereIsMoreToIt) {
  for (const char* pattern : {"a.", "a*", "(a|b)+", "a{2}", "[ab]", "a\\d", "(?i)a", "^a", "a$",
                              "a)", "(?P<x>a)", "a|b*"}) {
    EXPECT_FALSE(shape_of(pattern).words) << pattern;
  }
}

TEST(Shape, ListsNoMoreWordsThanItShould) {
  std::string pattern;
  for (int i = 0; i < 9; ++i) pattern += "(a|b)";
  EXPECT_FALSE(shape_of(pattern).words);
  EXPECT_EQ(shape_of(pattern.substr(5)).words->size(), 256U);
  EXPECT_FALSE(shape_of(std::string(100, '(') + "a" + std::string(100, ')')).words);
}

TEST(Shape, KnowsHowMatchesBegin) {
  EXPECT_EQ(shape_of("node_.*").prefix, "node_");
  EXPECT_EQ(shape_of("node_.*").tail, Tail::anything);
  EXPECT_EQ(shape_of("node_.+").tail, Tail::something);
  EXPECT_EQ(shape_of(".*").tail, Tail::anything);
  EXPECT_EQ(shape_of("a\\.b[0-9]").prefix, "a.b");
  EXPECT_EQ(shape_of("a\\.b[0-9]").tail, Tail::pattern);
  EXPECT_EQ(shape_of("ab*").prefix, "a");
  EXPECT_EQ(shape_of("a\xc3\xa4?").prefix, "a");
  EXPECT_EQ(shape_of("a.*|b").prefix, "");
}

TEST(Shape, KnowsHowMatchesBeginWhoseDotIsNoLineBreak) {
  EXPECT_EQ(shape_of("(?-s:node_.*)").prefix, "node_");
  EXPECT_EQ(shape_of("(?-s:node_.*)").tail, Tail::pattern);
  EXPECT_EQ(shape_of("(?-s:node_.+)").tail, Tail::pattern);
  EXPECT_EQ(shape_of("(?-s:a\\.b|c)").words, (Words{"a.b", "c"}));
  for (const char* pattern : {"(?-s:ab.x)*(c)", "(?-s:ab)*", "(?-s:ab", "(?-s:a(b).)", "(?-s:"}) {
    EXPECT_EQ(shape_of(pattern).prefix, "") << pattern;
    EXPECT_FALSE(shape_of(pattern).words) << pattern;
  }
}

struct Seen {
  std::size_t tried = 0;
  std::size_t listed = 0;
};

// Small expressions over small texts, all of them, against the engine.
Seen compare_with_engine(const std::string& before, const std::string& behind) {
  const std::string letters = "ab|().*+?\\";
  const std::vector<std::string> texts{"",   "a",  "b",   "aa",  "ab",  "ba",  "bb", "(",
                                       "a.", "a|", "aab", "aba", "abb", "b*a", "\n", "a\n"};
  Seen seen;
  for (std::size_t code = 0; code < 100'000; ++code) {
    std::string pattern = before;
    for (std::size_t rest = code; rest > 0; rest /= 10) pattern += letters[rest % 10];
    pattern += behind;
    const auto regex = Regex::compile(pattern);
    if (!regex) continue;
    const Shape shape = shape_of(pattern);
    ++seen.tried;
    if (shape.words) ++seen.listed;
    for (const std::string& text : texts) {
      const bool matches = regex->matches(text);
      if (shape.words) {
        EXPECT_EQ(std::find(shape.words->begin(), shape.words->end(), text) != shape.words->end(),
                  matches)
            << pattern << " on " << text;
        continue;
      }
      if (matches) {
        EXPECT_TRUE(text.starts_with(shape.prefix)) << pattern << " on " << text;
      }
      if (shape.tail == Tail::pattern) continue;
      const std::size_t least = shape.prefix.size() + (shape.tail == Tail::something ? 1 : 0);
      EXPECT_EQ(text.starts_with(shape.prefix) && text.size() >= least, matches)
          << pattern << " on " << text;
    }
  }
  return seen;
}

TEST(Shape, AgreesWithTheEngineOnEverySmallExpression) {
  const Seen seen = compare_with_engine("", "");
  EXPECT_GT(seen.tried, 10'000U);
  EXPECT_GT(seen.listed, 1'000U);
}

TEST(Shape, AgreesWithTheEngineWhereADotIsNoLineBreak) {
  const Seen seen = compare_with_engine("(?-s:", ")");
  EXPECT_GT(seen.tried, 10'000U);
  EXPECT_GT(seen.listed, 1'000U);
}

}  // namespace
}  // namespace silicon::match
