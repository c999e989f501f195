#include "alerting/promql/parse/parser.hpp"

#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/parse/token_parser.hpp"

namespace silicon::promql {

core::Result<ExpressionPtr> parse(std::string_view text) {
  if (text.size() > kMaxQueryBytes) {
    return core::Error("expression is longer than " + std::to_string(kMaxQueryBytes) + " bytes",
                       core::ErrorKind::invalid);
  }
  TokenParser parser(text);
  ExpressionPtr expression = parser.parse_all();
  if (expression == nullptr) {
    return parse_error(text, parser.failure().position, parser.failure().message);
  }
  return expression;
}

std::string line_and_column(std::string_view text, std::size_t at) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char c : text.substr(0, at)) {
    column = c == '\n' ? 1 : column + 1;
    if (c == '\n') ++line;
  }
  return std::to_string(line) + ":" + std::to_string(column);
}

core::Error parse_error(std::string_view text, Position where, std::string_view message) {
  return core::Error(line_and_column(text, where.begin) + ": parse error: " + std::string(message),
                     core::ErrorKind::invalid);
}

ExpressionPtr TokenParser::parse_all() {
  if (is(TokenType::end)) return fail(peek().position, "no expression found in input");
  ExpressionPtr result = expression(0);
  if (result == nullptr) return nullptr;
  if (!is(TokenType::end)) return unexpected();
  return result;
}

std::nullptr_t TokenParser::fail(Position position, std::string message) {
  if (!failure_) failure_ = ParseFailure{position, std::move(message)};
  return nullptr;
}

std::nullptr_t TokenParser::unexpected(std::string_view context, std::string_view expected) {
  const Token& token = peek();
  if (token.type == TokenType::error) return fail(token.position, lexed_.error);
  std::string message = "unexpected " + description(token);
  if (!context.empty()) message += " in " + std::string(context);
  if (!expected.empty()) message += ", expected " + std::string(expected);
  return fail(token.position, std::move(message));
}

bool TokenParser::is_sign() const {
  return is(TokenType::binary_operator) &&
         (peek().op == Operator::add || peek().op == Operator::subtract);
}

bool TokenParser::skip(TokenType type) {
  if (!is(type)) return false;
  take();
  return true;
}

bool TokenParser::skip(Keyword keyword) {
  if (!is(keyword)) return false;
  take();
  return true;
}

bool TokenParser::expect(TokenType type, std::string_view context, std::string_view expected) {
  if (skip(type)) return true;
  unexpected(context, expected);
  return false;
}

// A chain of operators is as deep a tree as nested parentheses are, so both are bounded.
bool TokenParser::count_operator(Position position) {
  if (++operators_ <= kMaxOperators) return true;
  fail(position, "more than " + std::to_string(kMaxOperators) + " operators in one expression");
  return false;
}

ExpressionPtr TokenParser::expression(int minimum_precedence) {
  if (nesting_ >= kMaxNesting) {
    return fail(peek().position, "nested deeper than " + std::to_string(kMaxNesting) + " levels");
  }
  ++nesting_;
  ExpressionPtr left = operand();
  while (left != nullptr && is(TokenType::binary_operator) &&
         traits(peek().op).precedence >= minimum_precedence) {
    left = binary(std::move(left));
  }
  --nesting_;
  return left;
}

ExpressionPtr TokenParser::operand() {
  if (is_sign()) return signed_operand();
  ExpressionPtr inner = primary();
  return inner == nullptr ? nullptr : with_suffixes(std::move(inner));
}

ExpressionPtr TokenParser::signed_operand() {
  const Token sign = take();
  const bool negative = sign.op == Operator::subtract;
  ExpressionPtr inner = expression(sign_precedence());
  if (inner == nullptr) return nullptr;
  const Position position{sign.position.begin, inner->position.end};
  if (auto* literal = inner->as<NumberLiteral>()) {
    if (negative) literal->value = -literal->value;
    inner->position = position;
    return inner;
  }
  return make_expression(Unary{negative, std::move(inner)}, position);
}

ExpressionPtr TokenParser::with_suffixes(ExpressionPtr inner) {
  while (inner != nullptr) {
    if (is(TokenType::left_bracket)) {
      if (!count_operator(peek().position)) return nullptr;
      inner = bracketed(std::move(inner));
    } else if (is(Keyword::offset)) {
      if (!offset_clause(*inner)) return nullptr;
    } else if (is(TokenType::at)) {
      if (!at_clause(*inner)) return nullptr;
    } else if (is(Keyword::anchored) || is(Keyword::smoothed)) {
      return fail(peek().position,
                  "the " + std::string(peek().text) + " modifier is not supported");
    } else {
      break;
    }
  }
  return inner;
}

ExpressionPtr TokenParser::binary(ExpressionPtr left) {
  const Token token = take();
  if (!count_operator(token.position)) return nullptr;
  Binary node;
  node.op = token.op;
  node.operator_position = token.position;
  if (is_set_operator(node.op)) node.matching.cardinality = Cardinality::many_to_many;
  if (!matching_clause(node)) return nullptr;
  const int precedence = traits(node.op).precedence;
  node.right = expression(node.op == Operator::power ? precedence : precedence + 1);
  if (node.right == nullptr) return nullptr;
  const Position position{left->position.begin, node.right->position.end};
  node.left = std::move(left);
  return make_expression(std::move(node), position);
}

bool TokenParser::matching_clause(Binary& node) {
  node.returns_bool = skip(Keyword::boolean);
  VectorMatching& matching = node.matching;
  if (is(Keyword::on) || is(Keyword::ignoring)) {
    matching.on = take().keyword == Keyword::on;
    matching.stated = true;
    if (!label_list(matching.labels)) return false;
    if (!grouping_side(matching)) return false;
  }
  return fill_clauses(matching);
}

bool TokenParser::grouping_side(VectorMatching& matching) {
  if (!is(Keyword::group_left) && !is(Keyword::group_right)) return true;
  const bool left = take().keyword == Keyword::group_left;
  matching.cardinality = left ? Cardinality::many_to_one : Cardinality::one_to_many;
  return !is(TokenType::left_paren) || label_list(matching.include);
}

bool TokenParser::fill_clauses(VectorMatching& matching) {
  while (is(Keyword::fill) || is(Keyword::fill_left) || is(Keyword::fill_right)) {
    if (peek(1).type != TokenType::left_paren) return true;  // a metric of that name
    const Keyword side = take().keyword;
    const std::optional<double> value = fill_value();
    if (!value) return false;
    if (side != Keyword::fill_right) matching.fill_left = value;
    if (side != Keyword::fill_left) matching.fill_right = value;
  }
  return true;
}

std::optional<double> TokenParser::fill_value() {
  take();  // the parenthesis
  const bool negative = is_sign() && take().op == Operator::subtract;
  if (!is(TokenType::number)) {
    unexpected("fill modifier", "number");
    return std::nullopt;
  }
  const double value = number_value(take().text).value_or(0);
  if (!expect(TokenType::right_paren, "fill modifier", "\")\"")) return std::nullopt;
  return negative ? -value : value;
}

}  // namespace silicon::promql
