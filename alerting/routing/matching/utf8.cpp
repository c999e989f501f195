#include "alerting/routing/matching/utf8.hpp"

#include <utility>

#include "alerting/promql/parse/literals.hpp"
#include "alerting/routing/matching/utf8_lexer.hpp"
#include "exporter/core/text.hpp"

namespace silicon::routing {
namespace {

using TokenKind = MatcherToken::Kind;

constexpr std::string_view kEnd = "end of input";

core::Error expected(core::Error error, std::string_view what) {
  return core::invalid(error.message() + ": expected " + std::string(what));
}

match::MatchType match_type(TokenKind kind) {
  switch (kind) {
    case TokenKind::not_equals:
      return match::MatchType::not_equal;
    case TokenKind::matches:
      return match::MatchType::regex;
    case TokenKind::not_matches:
      return match::MatchType::not_regex;
    default:
      return match::MatchType::equal;
  }
}

core::Result<std::string> text_of(const MatcherToken& token) {
  if (token.kind == TokenKind::unquoted) return std::string(token.text);
  auto text = promql::unquoted(token.text);
  if (!text || !core::is_utf8(*text)) {
    return core::invalid(token.columns() + std::string(token.text) + ": invalid input");
  }
  return text;
}

class Utf8Parser {
 public:
  explicit Utf8Parser(std::string_view text) : lexer_(text) {}

  core::Result<Matchers> parse() {
    auto first = lexer_.peek();
    if (!first) return std::move(first).error();
    if (first->kind == TokenKind::end) return Matchers{};
    const bool braces = first->kind == TokenKind::open_brace;
    if (braces) take();
    Matchers matchers;
    if (auto list = parse_list(matchers); !list) return std::move(list).error();
    if (auto close = parse_close(braces); !close) return std::move(close).error();
    if (auto end = parse_end(); !end) return std::move(end).error();
    return matchers;
  }

 private:
  using Kinds = std::initializer_list<TokenKind>;

  void take() { static_cast<void>(lexer_.scan()); }

  static core::Result<MatcherToken> checked(core::Result<MatcherToken> token, Kinds kinds) {
    if (!token) return token;
    for (const TokenKind kind : kinds) {
      if (token->kind == kind) return token;
    }
    if (token->kind == TokenKind::end) return core::invalid(std::string(kEnd));
    return core::invalid(token->columns() + "unexpected " + std::string(token->text));
  }

  // Everything between the braces, or where they would be.
  core::Status parse_list(Matchers& out) {
    auto token = lexer_.peek();
    if (!token) return std::move(token).error();
    while (token->kind != TokenKind::close_brace && token->kind != TokenKind::end) {
      if (auto one = parse_matcher(out); !one) return one;
      token = checked(lexer_.peek(), {TokenKind::comma, TokenKind::close_brace, TokenKind::end});
      if (!token) return expected(std::move(token).error(), "a comma or close brace");
      if (token->kind != TokenKind::comma) return core::Done{};
      take();
      token = checked(lexer_.peek(), {TokenKind::close_brace, TokenKind::unquoted,
                                      TokenKind::quoted, TokenKind::end});
      if (!token) {
        return expected(std::move(token).error(), "a matcher or close brace after comma");
      }
    }
    return core::Done{};
  }

  core::Status parse_matcher(Matchers& out) {
    auto token = checked(lexer_.scan(), {TokenKind::quoted, TokenKind::unquoted});
    if (!token) return expected(std::move(token).error(), "label name");
    auto name = text_of(*token);
    if (!name) return std::move(name).error();
    token = checked(lexer_.scan(), {TokenKind::equals, TokenKind::not_equals, TokenKind::matches,
                                    TokenKind::not_matches});
    if (!token) {
      return expected(std::move(token).error(), "an operator such as '=', '!=', '=~' or '!~'");
    }
    const match::MatchType type = match_type(token->kind);
    token = checked(lexer_.scan(), {TokenKind::quoted, TokenKind::unquoted});
    if (!token) return expected(std::move(token).error(), "label value");
    auto value = text_of(*token);
    if (!value) return std::move(value).error();
    auto matcher = Matcher::create(type, *std::move(name), *std::move(value));
    if (!matcher) return std::move(matcher).error().within("failed to create matcher");
    out.push_back(*std::move(matcher));
    return core::Done{};
  }

  core::Status parse_close(bool braces) {
    auto token = lexer_.peek();
    if (!token) return std::move(token).error();
    const bool closes = token->kind == TokenKind::close_brace;
    if (closes) take();
    if (braces == closes) return core::Done{};
    const std::string column = "0:" + std::to_string(lexer_.column()) + ": ";
    return braces ? core::invalid(column + std::string(kEnd) + ": expected close brace")
                  : core::invalid(column + "}: expected opening brace");
  }

  core::Status parse_end() {
    auto token = lexer_.scan();
    if (!token) return expected(std::move(token).error(), kEnd);
    if (token->kind == TokenKind::end) return core::Done{};
    return core::invalid(token->columns() + std::string(token->text) + ": expected end of input");
  }

  MatcherLexer lexer_;
};

}  // namespace

core::Result<Matchers> parse_utf8(std::string_view text) {
  return Utf8Parser(text).parse();
}

}  // namespace silicon::routing
