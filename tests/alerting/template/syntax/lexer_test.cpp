#include "alerting/template/syntax/lexer.hpp"

#include <gtest/gtest.h>

namespace silicon::templates {
namespace {

// The texts of all tokens but blanks, with '|' between; an error as it is.
std::string words(std::string_view text) {
  std::string out;
  for (const Token& token : tokens_of(text)) {
    if (token.kind == TokenKind::space || token.kind == TokenKind::end) continue;
    out += (out.empty() ? "" : "|") + token.text;
  }
  return out;
}

TEST(Lexer, TellsTextFromActions) {
  EXPECT_EQ(words("a {{ .x }} b"), "a |{{|.x|}}| b");
  EXPECT_EQ(words(""), "");
  EXPECT_EQ(words("only } text { {"), "only } text { {");
}

TEST(Lexer, TrimsWhiteSpaceWhereTold) {
  EXPECT_EQ(words("a \n{{- 1 -}}\n b"), "a|{{|1|}}|b");
  EXPECT_EQ(words("a {{-3}} b"), "a |{{|-3|}}| b") << "a number";
  EXPECT_EQ(words("  {{- 1}}"), "{{|1|}}");
}

TEST(Lexer, LeavesCommentsOut) {
  EXPECT_EQ(words("a{{/* }} */}}b"), "a|b");
  EXPECT_EQ(words("a {{- /* x */ -}} b"), "a|b");
  EXPECT_EQ(words("{{/* x}}"), "unclosed comment");
  EXPECT_EQ(words("{{/* x */ y}}"), "comment ends before closing delimiter");
}

TEST(Lexer, KnowsItsKeywords) {
  const std::vector<Token> tokens = tokens_of("{{if range ranges nil true . $ $x .y}}");
  std::vector<TokenKind> kinds;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::space) kinds.push_back(token.kind);
  }
  EXPECT_EQ(kinds, (std::vector<TokenKind>{
                       TokenKind::left_delimiter, TokenKind::if_word, TokenKind::range_word,
                       TokenKind::identifier, TokenKind::nil_word, TokenKind::boolean,
                       TokenKind::dot, TokenKind::variable, TokenKind::variable, TokenKind::field,
                       TokenKind::right_delimiter, TokenKind::end}));
}

TEST(Lexer, ReadsNumbersAndTexts) {
  EXPECT_EQ(words("{{1 -2.5e3 0x1F 1_000 .5 'a' \"a\\\"b\" `raw\"`}}"),
            "{{|1|-2.5e3|0x1F|1_000|.5|'a'|\"a\\\"b\"|`raw\"`|}}");
}

TEST(Lexer, SaysWhatIsWrong) {
  EXPECT_EQ(words("{{"), "{{|unclosed action");
  EXPECT_EQ(words("{{\"a}}"), "{{|unterminated quoted string");
  EXPECT_EQ(words("{{`a}}"), "{{|unterminated raw quoted string");
  EXPECT_EQ(words("{{'a}}"), "{{|unterminated character constant");
  EXPECT_EQ(words("{{(1}}"), "{{|(|1|unclosed left paren");
  EXPECT_EQ(words("{{(1 -}}"), "{{|(|1|unclosed left paren");
  EXPECT_EQ(words("{{1)}}"), "{{|1|unexpected right paren");
  EXPECT_EQ(words("{{1x}}"), "{{|bad number syntax: \"1x\"");
  EXPECT_EQ(words("{{1+2}}"), "{{|bad number syntax: \"1+2\"");
  EXPECT_EQ(words("{{a+}}"), "{{|bad character U+002B '+'");
  EXPECT_EQ(words("{{a :b}}"), "{{|a|expected :=");
  EXPECT_EQ(words("{{\x01}}"), "{{|unrecognized character in action: U+0001");
}

TEST(Lexer, KnowsWhereTokensStand) {
  const std::vector<Token> tokens = tokens_of("a\n{{ x }}");
  EXPECT_EQ(tokens[1].line, 2);
  EXPECT_EQ(tokens[1].position, 2U);
  EXPECT_EQ(tokens[3].position, 5U);
}

TEST(Shown, IsATokenAsMessagesNameIt) {
  EXPECT_EQ(shown({TokenKind::end, 0, 1, ""}), "EOF");
  EXPECT_EQ(shown({TokenKind::range_word, 0, 1, "range"}), "<range>");
  EXPECT_EQ(shown({TokenKind::identifier, 0, 1, "short"}), "\"short\"");
  EXPECT_EQ(shown({TokenKind::identifier, 0, 1, "much_longer_word"}), "\"much_longe\"...");
}

}  // namespace
}  // namespace silicon::templates
