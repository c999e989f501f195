#include "alerting/promql/parse/lexer.hpp"

#include <gtest/gtest.h>

namespace silicon::promql {
namespace {

std::vector<TokenType> types(std::string_view text) {
  std::vector<TokenType> result;
  for (const Token& token : lex(text).tokens) result.push_back(token.type);
  return result;
}

std::string complaint(std::string_view text) {
  return lex(text).error;
}

using enum TokenType;

TEST(Lexer, TellsNumbersFromDurations) {
  EXPECT_EQ(
      types("1 1.5 .5 1e3 1E-3 0x1f 1_000 inf NaN"),
      (std::vector{number, number, number, number, number, number, number, number, number, end}));
  EXPECT_EQ(types("5m 1h30m 100ms 1y"), (std::vector{duration, duration, duration, duration, end}));
  EXPECT_EQ(complaint("5x"), "bad number or duration syntax: \"5\"");
  EXPECT_EQ(complaint("1e"), "bad number or duration syntax: \"1e\"");
  EXPECT_EQ(complaint("0b1"), "bad number or duration syntax: \"0\"");
}

TEST(Lexer, KnowsKeywordsInAnyCaseButNotInBraces) {
  EXPECT_EQ(types("SUM By OFFSET And"),
            (std::vector{aggregator, keyword, keyword, binary_operator, end}));
  EXPECT_EQ(types("{sum=\"a\"}"),
            (std::vector{left_brace, identifier, equal, string, right_brace, end}));
}

TEST(Lexer, SeparatesMetricsWithColonsFromSubqueries) {
  EXPECT_EQ(types("a:b"), (std::vector{metric_identifier, end}));
  EXPECT_EQ(types(":a"), (std::vector{metric_identifier, end}));
  EXPECT_EQ(types("a[5m:1m]"),
            (std::vector{identifier, left_bracket, duration, colon, duration, right_bracket, end}));
}

TEST(Lexer, SkipsBlanksAndComments) {
  EXPECT_EQ(types("a # the rest + is\n\t+ b"),
            (std::vector{identifier, binary_operator, identifier, end}));
  EXPECT_EQ(types("# nothing"), (std::vector{end}));
}

TEST(Lexer, KnowsPlaces) {
  const Lexed lexed = lex("ab + cd");
  EXPECT_EQ(lexed.tokens[0].position, (Position{0, 2}));
  EXPECT_EQ(lexed.tokens[1].position, (Position{3, 4}));
  EXPECT_EQ(lexed.tokens[2].position, (Position{5, 7}));
}

TEST(Lexer, SaysWhatIsWrong) {
  EXPECT_EQ(complaint("a ; b"), "unexpected character: ';'");
  EXPECT_EQ(complaint("a)"), "unexpected right parenthesis ')'");
  EXPECT_EQ(complaint("(a"), "unclosed left parenthesis");
  EXPECT_EQ(complaint("a[5m"), "unclosed left bracket");
  EXPECT_EQ(complaint("a]"), "unexpected right bracket ']'");
  EXPECT_EQ(complaint("a[[5m]"), "unexpected left bracket '['");
  EXPECT_EQ(complaint("a{"), "unexpected end of input inside braces");
  EXPECT_EQ(complaint("a}"), "unexpected character: '}'");
  EXPECT_EQ(complaint("{a{"), "unexpected left brace '{'");
  EXPECT_EQ(complaint("{a*\"\"}"), "unexpected character inside braces: '*'");
  EXPECT_EQ(complaint("{a!\"\"}"), "unexpected character after '!' inside braces: '\"'");
  EXPECT_EQ(complaint("a ! b"), "unexpected character after '!': ' '");
  EXPECT_EQ(complaint("a =~ b"), "unexpected character after '=': '~'");
  EXPECT_EQ(complaint("\"a"), "unterminated quoted string");
  EXPECT_EQ(complaint("\"a\n\""), "unterminated quoted string");
  EXPECT_EQ(complaint("'a\\"), "unterminated quoted string");
  EXPECT_EQ(complaint("`a"), "unterminated raw string");
  EXPECT_EQ(complaint("ü"), "unexpected character: 'ü'");
  EXPECT_EQ(complaint("a[:1m]"), "unexpected colon ':'");
}

TEST(Tokens, AreDescribedAsPrometheusDoes) {
  const auto described = [](std::string_view text) { return description(lex(text).tokens[0]); };
  EXPECT_EQ(described("abc"), "identifier \"abc\"");
  EXPECT_EQ(described("a:b"), "metric identifier \"a:b\"");
  EXPECT_EQ(described("+"), "<op:+>");
  EXPECT_EQ(described("sum"), "<aggr:sum>");
  EXPECT_EQ(described("by"), "<by>");
  EXPECT_EQ(described(","), "\",\"");
  EXPECT_EQ(described("12345678901234"), "number \"1234567890\"...");
  EXPECT_EQ(described(""), "end of input");
}

}  // namespace
}  // namespace silicon::promql
