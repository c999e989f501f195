// Selectors with their matchers, and the modifiers offset and @.
// Tested by tests/alerting/promql/parse/parser_test.cpp.
#include <array>
#include <cmath>
#include <cstdio>

#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/parse/token_parser.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

constexpr std::string_view kMatching = "label matching";

// The time modifiers of what may have some; nullptr for anything else.
TimeModifiers* modifiers_of(Expression& expression) {
  if (auto* vector = expression.as<VectorSelector>()) return &vector->modifiers;
  if (auto* matrix = expression.as<MatrixSelector>()) return &matrix->selector.modifiers;
  if (auto* subquery = expression.as<Subquery>()) return &subquery->modifiers;
  return nullptr;
}

std::optional<match::MatchType> match_type(const Token& token) {
  if (token.type == TokenType::equal) return match::MatchType::equal;
  if (token.type == TokenType::equal_regex) return match::MatchType::regex;
  if (token.type == TokenType::not_regex) return match::MatchType::not_regex;
  const bool differs = token.type == TokenType::binary_operator && token.op == Operator::not_equal;
  return differs ? std::optional(match::MatchType::not_equal) : std::nullopt;
}

// As Go's %f.
std::string with_six_decimals(double value) {
  if (!std::isfinite(value)) return fixed_number(value);
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), "%f", value);
  return text.data();
}

}  // namespace

ExpressionPtr TokenParser::selector() {
  VectorSelector node;
  const std::size_t begin = peek().position.begin;
  const bool named = !is(TokenType::left_brace);
  const Token name = named ? take() : peek();
  if (is(TokenType::left_brace)) {
    take();
    if (named) node.name = name.text;
    if (!matchers(node)) return nullptr;
  } else {
    node.name = name.text;
  }
  const Position position{begin, last_end_};
  if (named) {
    node.matchers.push_back(
        match::Matcher::create(match::MatchType::equal, "__name__", node.name).value());
  }
  return make_expression(std::move(node), position);
}

// What follows the opening brace, up to the closing one.
bool TokenParser::matchers(VectorSelector& selector) {
  if (skip(TokenType::right_brace)) return true;
  while (true) {
    if (!matcher(selector)) return false;
    if (skip(TokenType::right_brace)) return true;
    if (!expect(TokenType::comma, kMatching, "\",\" or \"}\"")) return false;
    if (skip(TokenType::right_brace)) return true;
  }
}

bool TokenParser::matcher(VectorSelector& selector) {
  if (is(TokenType::identifier)) {
    std::string name(take().text);
    return matcher_value(selector, std::move(name));
  }
  if (!is(TokenType::string)) {
    unexpected(kMatching, "identifier or \"}\"");
    return false;
  }
  const Token token = take();
  auto name = unquoted(token.text);
  if (!name) {
    fail(token.position,
         "error unquoting string " + quoted(token.text) + ": " + name.error().message());
    return false;
  }
  const bool alone = is(TokenType::comma) || is(TokenType::right_brace);
  if (alone) return add_name(selector, *std::move(name), token.position);
  return matcher_value(selector, *std::move(name));
}

bool TokenParser::add_name(VectorSelector& selector, std::string name, Position position) {
  if (!selector.name.empty()) {
    fail(position,
         "metric name must not be set twice: " + quoted(selector.name) + " or " + quoted(name));
    return false;
  }
  selector.matchers.push_back(
      match::Matcher::create(match::MatchType::equal, "__name__", name).value());
  selector.name = std::move(name);
  return true;
}

bool TokenParser::matcher_value(VectorSelector& selector, std::string name) {
  const std::optional<match::MatchType> type = match_type(peek());
  if (!type) {
    unexpected(kMatching, "label matching operator");
    return false;
  }
  const Token op = take();
  if (!is(TokenType::string)) {
    unexpected(kMatching, "string");
    return false;
  }
  const Token token = take();
  auto value = unquoted(token.text);
  if (!value) {
    fail(token.position,
         "error unquoting string " + quoted(token.text) + ": " + value.error().message());
    return false;
  }
  auto matcher = match::Matcher::create(*type, std::move(name), *std::move(value));
  if (!matcher) {
    fail({op.position.begin, token.position.end}, matcher.error().message());
    return false;
  }
  selector.matchers.push_back(*std::move(matcher));
  return true;
}

bool TokenParser::offset_clause(Expression& target) {
  take();
  DurationExpressionPtr offset = offset_expression();
  if (offset == nullptr) return false;
  TimeModifiers* modifiers = modifiers_of(target);
  if (modifiers == nullptr) {
    fail(target.position,
         "offset modifier must be preceded by an instant vector selector or range vector selector "
         "or a subquery");
    return false;
  }
  if (modifiers->offset) {
    fail(target.position, "offset may not be set multiple times");
    return false;
  }
  std::optional<TimeSpan> span = span_of(std::move(offset));
  if (!span) return false;
  modifiers->offset = std::move(span);
  target.position.end = last_end_;
  return true;
}

bool TokenParser::at_clause(Expression& target) {
  take();
  const std::optional<AtModifier> at = at_value(target.position);
  if (!at) return false;
  TimeModifiers* modifiers = modifiers_of(target);
  if (modifiers == nullptr) {
    fail(target.position,
         "@ modifier must be preceded by an instant vector selector or range vector selector or a "
         "subquery");
    return false;
  }
  if (modifiers->at) {
    fail(target.position, "@ <timestamp> may not be set multiple times");
    return false;
  }
  modifiers->at = at;
  target.position.end = last_end_;
  return true;
}

std::optional<AtModifier> TokenParser::at_value(Position target) {
  if (is(Keyword::start) || is(Keyword::end)) {
    const bool start = take().keyword == Keyword::start;
    if (!expect(TokenType::left_paren, "@", "timestamp")) return std::nullopt;
    if (!expect(TokenType::right_paren, "@", "timestamp")) return std::nullopt;
    return AtModifier{start ? AtAnchor::query_start : AtAnchor::query_end, {}};
  }
  const bool negative = is_sign() && take().op == Operator::subtract;
  if (!is(TokenType::number) && !is(TokenType::duration)) {
    unexpected("@", "timestamp");
    return std::nullopt;
  }
  const ExpressionPtr literal = number();
  if (literal == nullptr) return std::nullopt;
  const double magnitude = literal->as<NumberLiteral>()->value;
  const double seconds = negative ? -magnitude : magnitude;
  constexpr double kLimit = 9.2e15;  // milliseconds must fit 63 bits
  if (!(seconds > -kLimit && seconds < kLimit)) {
    fail(target, "timestamp out of bounds for @ modifier: " + with_six_decimals(seconds));
    return std::nullopt;
  }
  return AtModifier{AtAnchor::time, core::Instant(core::Duration(std::llround(seconds * 1000)))};
}

}  // namespace silicon::promql
