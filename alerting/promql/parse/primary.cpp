// Operands: literals, parentheses, calls and aggregations.
// Tested by tests/alerting/promql/parse/parser_test.cpp.
#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/parse/token_parser.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

// Words of the language that may also be names of metrics: all but those that can only go on with
// what stands before them.
bool may_name_a_metric(const Token& token) {
  switch (token.type) {
    case TokenType::identifier:
    case TokenType::metric_identifier:
    case TokenType::aggregator:
      return true;
    case TokenType::binary_operator:
      return token.op == Operator::logical_and || token.op == Operator::logical_or ||
             token.op == Operator::unless;
    case TokenType::keyword:
      return token.keyword != Keyword::on && token.keyword != Keyword::ignoring &&
             token.keyword != Keyword::group_left && token.keyword != Keyword::group_right &&
             token.keyword != Keyword::boolean;
    default:
      return false;
  }
}

bool may_begin_an_operand(const Token& token) {
  switch (token.type) {
    case TokenType::number:
    case TokenType::duration:
    case TokenType::string:
    case TokenType::left_paren:
    case TokenType::left_brace:
      return true;
    default:
      return may_name_a_metric(token);
  }
}

// May name a label in by (...) and its like; Inf and NaN are numbers there.
bool is_word(const Token& token) {
  return token.type == TokenType::identifier || token.type == TokenType::metric_identifier ||
         token.type == TokenType::aggregator || token.type == TokenType::keyword ||
         (token.type == TokenType::binary_operator && is_plain_label_name(token.text));
}

// start(), end(), step() and range() are functions although their names are keywords.
bool may_name_a_function(const Token& token) {
  if (token.type == TokenType::identifier) return true;
  return token.type == TokenType::keyword &&
         (token.keyword == Keyword::start || token.keyword == Keyword::end ||
          token.keyword == Keyword::step || token.keyword == Keyword::range);
}

}  // namespace

ExpressionPtr TokenParser::primary() {
  switch (peek().type) {
    case TokenType::number:
    case TokenType::duration:
      return number();
    case TokenType::string:
      return string();
    case TokenType::left_paren:
      return parenthesized();
    case TokenType::left_brace:
      return selector();
    default:
      return may_name_a_metric(peek()) ? word() : unexpected();
  }
}

ExpressionPtr TokenParser::word() {
  const bool opens = peek(1).type == TokenType::left_paren;
  if (is(TokenType::aggregator)) {
    const bool grouped = peek(1).type == TokenType::keyword &&
                         (peek(1).keyword == Keyword::by || peek(1).keyword == Keyword::without);
    if (opens || grouped) return aggregate();
  }
  if (opens && may_name_a_function(peek())) return call();
  return selector();
}

ExpressionPtr TokenParser::number() {
  const Token token = take();
  if (token.type == TokenType::duration) {
    const auto seconds = duration_seconds(token.text);
    if (!seconds) return fail(token.position, seconds.error().message());
    return make_expression(NumberLiteral{*seconds, true}, token.position);
  }
  const std::optional<double> value = number_value(token.text);
  if (!value) return fail(token.position, "error parsing number: " + quoted(token.text));
  return make_expression(NumberLiteral{*value, false}, token.position);
}

ExpressionPtr TokenParser::string() {
  const Token token = take();
  auto value = unquoted(token.text);
  if (!value) {
    return fail(token.position,
                "error unquoting string " + quoted(token.text) + ": " + value.error().message());
  }
  return make_expression(StringLiteral{*std::move(value)}, token.position);
}

ExpressionPtr TokenParser::parenthesized() {
  const Position open = take().position;
  ExpressionPtr inner = expression(0);
  if (inner == nullptr) return nullptr;
  if (!expect(TokenType::right_paren, {}, {})) return nullptr;
  return make_expression(Parentheses{std::move(inner)}, {open.begin, last_end_});
}

ExpressionPtr TokenParser::call() {
  const Token name = take();
  Call node{std::string(name.text), {}, name.position};
  if (!arguments(node.arguments)) return nullptr;
  return make_expression(std::move(node), {name.position.begin, last_end_});
}

// The parenthesis, the arguments and the closing parenthesis.
bool TokenParser::arguments(std::vector<ExpressionPtr>& out) {
  if (!expect(TokenType::left_paren, "aggregation", {})) return false;
  if (skip(TokenType::right_paren)) return true;
  while (true) {
    ExpressionPtr argument = expression(0);
    if (argument == nullptr) return false;
    out.push_back(std::move(argument));
    if (skip(TokenType::right_paren)) return true;
    const Position comma = peek().position;
    if (!expect(TokenType::comma, {}, {})) return false;
    if (!is(TokenType::error) && !is_sign() && !may_begin_an_operand(peek())) {
      fail(comma, "trailing commas not allowed in function call args");
      return false;
    }
  }
}

ExpressionPtr TokenParser::aggregate() {
  const Token token = take();
  Aggregate node;
  node.op = token.aggregator;
  const bool before = is(TokenType::keyword);
  if (before && !aggregate_grouping(node)) return nullptr;
  std::vector<ExpressionPtr> given;
  if (!arguments(given)) return nullptr;
  const bool after = !before && (is(Keyword::by) || is(Keyword::without));
  if (after && !aggregate_grouping(node)) return nullptr;
  const Position position{token.position.begin, last_end_};
  if (given.empty()) return fail(position, "no arguments for aggregate expression provided");
  const std::size_t wanted = traits(node.op).parameter == AggregatorParameter::none ? 1 : 2;
  if (given.size() != wanted) {
    return fail(position, "wrong number of arguments for aggregate expression provided, expected " +
                              std::to_string(wanted) + ", got " + std::to_string(given.size()));
  }
  if (wanted == 2) node.parameter = std::move(given.front());
  node.operand = std::move(given.back());
  return make_expression(std::move(node), position);
}

bool TokenParser::aggregate_grouping(Aggregate& node) {
  node.without = take().keyword == Keyword::without;
  return label_list(node.grouping);
}

bool TokenParser::label_list(std::vector<std::string>& out) {
  if (!expect(TokenType::left_paren, "grouping opts", "\"(\"")) return false;
  if (skip(TokenType::right_paren)) return true;
  while (true) {
    if (!label_in_list(out)) return false;
    if (skip(TokenType::right_paren)) return true;
    if (!expect(TokenType::comma, "grouping opts", "\",\" or \")\"")) return false;
    if (skip(TokenType::right_paren)) return true;
  }
}

bool TokenParser::label_in_list(std::vector<std::string>& out) {
  if (is_word(peek())) {
    out.emplace_back(take().text);
    return true;
  }
  if (!is(TokenType::string)) {
    unexpected("grouping opts", "label");
    return false;
  }
  const Token token = take();
  auto name = unquoted(token.text);
  if (!name || name->empty() || !is_valid_utf8(*name)) {
    fail(token.position, "invalid label name for grouping: " + std::string(token.text));
    return false;
  }
  out.push_back(*std::move(name));
  return true;
}

}  // namespace silicon::promql
