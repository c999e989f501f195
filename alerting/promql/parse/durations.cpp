// Ranges, subqueries, and the arithmetic of durations inside brackets.
// Tested by tests/alerting/promql/parse/parser_test.cpp.
#include <cmath>

#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/parse/parser.hpp"
#include "alerting/promql/parse/token_parser.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

constexpr std::string_view kRange = "subquery or range";
constexpr std::string_view kExpectedDuration = "number, duration, step(), or range()";

std::optional<DurationExpression::Kind> two_argument_function(std::string_view name) {
  // min() and max() until 3.13.
  if (name == "min_of" || name == "min") return DurationExpression::Kind::minimum;
  if (name == "max_of" || name == "max") return DurationExpression::Kind::maximum;
  return std::nullopt;
}

bool is_duration_operator(Operator op) {
  return traits(op).kind == OperatorKind::arithmetic && op != Operator::atan2 &&
         op != Operator::trim_lower && op != Operator::trim_upper;
}

DurationExpressionPtr duration_node(DurationExpression::Kind kind, Position position,
                                    DurationExpressionPtr left = nullptr,
                                    DurationExpressionPtr right = nullptr) {
  auto node = std::make_unique<DurationExpression>();
  node->kind = kind;
  node->position = position;
  node->left = std::move(left);
  node->right = std::move(right);
  return node;
}

}  // namespace

ExpressionPtr TokenParser::bracketed(ExpressionPtr inner) {
  const Position bracket = take().position;
  std::optional<TimeSpan> range = positive_span();
  if (!range) return nullptr;
  if (skip(TokenType::colon)) return subquery_of(std::move(inner), *std::move(range));
  if (!expect(TokenType::right_bracket, kRange, "\":\" or \"]\"")) return nullptr;
  return range_of(std::move(inner), *std::move(range), bracket);
}

ExpressionPtr TokenParser::range_of(ExpressionPtr inner, TimeSpan range, Position bracket) {
  auto* selector = inner->as<VectorSelector>();
  const Position position{inner->position.begin, last_end_};
  if (selector == nullptr) {
    return fail({bracket.begin, last_end_}, "ranges only allowed for vector selectors");
  }
  if (selector->modifiers.offset) {
    return fail({bracket.begin, last_end_}, "no offset modifiers allowed before range");
  }
  if (selector->modifiers.at) {
    return fail({bracket.begin, last_end_}, "no @ modifiers allowed before range");
  }
  return make_expression(MatrixSelector{std::move(*selector), std::move(range)}, position);
}

// Behind the colon.
ExpressionPtr TokenParser::subquery_of(ExpressionPtr inner, TimeSpan range) {
  std::optional<TimeSpan> step;
  if (!is(TokenType::right_bracket)) {
    step = positive_span();
    if (!step) return nullptr;
  }
  if (!expect(TokenType::right_bracket, "subquery selector", "\"]\"")) return nullptr;
  const Position position{inner->position.begin, last_end_};
  return make_expression(
      Subquery{std::move(inner), std::move(range), std::move(step), TimeModifiers{}}, position);
}

std::optional<TimeSpan> TokenParser::positive_span() {
  DurationExpressionPtr expression = duration_expression(0);
  if (expression == nullptr) return std::nullopt;
  const Position position = expression->position;
  std::optional<TimeSpan> span = span_of(std::move(expression));
  if (!span || span->expression || span->value > core::Duration::zero()) return span;
  fail(position, "duration must be greater than 0");
  return std::nullopt;
}

// A plain number becomes a plain duration; anything else waits for the query to run.
std::optional<TimeSpan> TokenParser::span_of(DurationExpressionPtr expression) {
  const DurationExpression* literal = expression.get();
  const bool negated = literal->kind == DurationExpression::Kind::negate && !literal->parenthesized;
  if (negated) literal = literal->left.get();
  if (literal->kind != DurationExpression::Kind::seconds || literal->parenthesized) {
    return TimeSpan{core::Duration(0), std::move(expression)};
  }
  const double seconds = negated ? -literal->seconds : literal->seconds;
  return TimeSpan{core::Duration(std::llround(seconds * 1000)), nullptr};
}

DurationExpressionPtr TokenParser::duration_expression(int minimum_precedence) {
  if (nesting_ >= kMaxNesting) {
    return fail(peek().position, "nested deeper than " + std::to_string(kMaxNesting) + " levels");
  }
  ++nesting_;
  DurationExpressionPtr left = duration_operand();
  while (left != nullptr && is(TokenType::binary_operator) && is_duration_operator(peek().op) &&
         traits(peek().op).precedence >= minimum_precedence) {
    const Token token = take();
    if (!count_operator(token.position)) return nullptr;
    const int precedence = traits(token.op).precedence;
    auto right = duration_expression(token.op == Operator::power ? precedence : precedence + 1);
    if (right == nullptr) return nullptr;
    const bool zero = right->kind == DurationExpression::Kind::seconds && right->seconds == 0;
    if (zero && token.op == Operator::divide) return fail(token.position, "division by zero");
    if (zero && token.op == Operator::modulo) return fail(token.position, "modulo by zero");
    const Position position{left->position.begin, right->position.end};
    left = duration_node(DurationExpression::Kind::binary, position, std::move(left),
                         std::move(right));
    left->op = token.op;
  }
  --nesting_;
  return left;
}

DurationExpressionPtr TokenParser::duration_operand() {
  if (is_sign()) {
    const Token sign = take();
    DurationExpressionPtr inner = duration_expression(sign_precedence());
    if (inner == nullptr) return nullptr;
    const auto kind = sign.op == Operator::subtract ? DurationExpression::Kind::negate
                                                    : DurationExpression::Kind::plus;
    const Position position{sign.position.begin, inner->position.end};
    return duration_node(kind, position, std::move(inner));
  }
  if (skip(TokenType::left_paren)) {
    DurationExpressionPtr inner = duration_expression(0);
    if (inner == nullptr) return nullptr;
    if (!expect(TokenType::right_paren, kRange, "\")\"")) return nullptr;
    inner->parenthesized = true;
    return inner;
  }
  if (is(TokenType::number) || is(TokenType::duration)) return duration_number();
  return duration_function();
}

DurationExpressionPtr TokenParser::duration_number() {
  const ExpressionPtr literal = number();
  if (literal == nullptr) return nullptr;
  constexpr double kLimit = 9.2e9;  // nanoseconds must fit 63 bits, as in Go
  if (!(literal->as<NumberLiteral>()->value < kLimit)) {
    return fail(literal->position, "duration out of range");
  }
  auto node = duration_node(DurationExpression::Kind::seconds, literal->position);
  node->seconds = literal->as<NumberLiteral>()->value;
  node->written_as_duration = literal->as<NumberLiteral>()->written_as_duration;
  return node;
}

DurationExpressionPtr TokenParser::duration_function() {
  const Token name = peek();
  const auto two = two_argument_function(name.text);
  if (!is(Keyword::step) && !is(Keyword::range) && !two) {
    return unexpected("subquery or range selector", kExpectedDuration);
  }
  take();
  if (!expect(TokenType::left_paren, kRange, "\"(\"")) return nullptr;
  DurationExpressionPtr node;
  if (two) {
    DurationExpressionPtr left = duration_expression(0);
    if (left == nullptr) return nullptr;
    if (!expect(TokenType::comma, kRange, "\",\"")) return nullptr;
    DurationExpressionPtr right = duration_expression(0);
    if (right == nullptr) return nullptr;
    node = duration_node(*two, name.position, std::move(left), std::move(right));
  } else {
    const bool step = name.keyword == Keyword::step;
    node = duration_node(step ? DurationExpression::Kind::step : DurationExpression::Kind::range,
                         name.position);
  }
  if (!expect(TokenType::right_paren, kRange, "\")\"")) return nullptr;
  return node;
}

// Behind `offset` an operator ends the duration, so sums must stand in parentheses.
DurationExpressionPtr TokenParser::offset_expression() {
  if (!is_sign()) {
    const bool starts = is(TokenType::number) || is(TokenType::duration) ||
                        is(TokenType::left_paren) || is(Keyword::step) || is(Keyword::range) ||
                        two_argument_function(peek().text);
    return starts ? duration_operand() : unexpected("offset", kExpectedDuration);
  }
  const Token sign = take();
  if (is_sign()) return unexpected("offset", kExpectedDuration);
  DurationExpressionPtr inner = offset_expression();
  if (inner == nullptr) return nullptr;
  const auto kind = sign.op == Operator::subtract ? DurationExpression::Kind::negate
                                                  : DurationExpression::Kind::plus;
  const Position position{sign.position.begin, inner->position.end};
  return duration_node(kind, position, std::move(inner));
}

}  // namespace silicon::promql
