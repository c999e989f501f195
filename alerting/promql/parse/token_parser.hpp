// The recursive descent itself, private to this folder: one token of lookahead, the first failure
// ends it. A function that returns a null pointer or false has left the reason in failure().
// One parser per text, one thread. Tested by tests/alerting/promql/parse/parser_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/promql/parse/lexer.hpp"
#include "alerting/promql/syntax/ast.hpp"

namespace silicon::promql {

struct ParseFailure {
  Position position;
  std::string message;
};

class TokenParser {
 public:
  explicit TokenParser(std::string_view text) : lexed_(lex(text)) {}

  ExpressionPtr parse_all();
  const ParseFailure& failure() const { return *failure_; }

 private:
  // parser.cpp: operators and what stands behind an operand
  ExpressionPtr expression(int minimum_precedence);
  ExpressionPtr operand();
  ExpressionPtr signed_operand();
  ExpressionPtr with_suffixes(ExpressionPtr inner);
  ExpressionPtr binary(ExpressionPtr left);
  bool matching_clause(Binary& node);
  bool grouping_side(VectorMatching& matching);
  bool fill_clauses(VectorMatching& matching);
  std::optional<double> fill_value();

  // primary.cpp: the operands
  ExpressionPtr primary();
  ExpressionPtr word();
  ExpressionPtr number();
  ExpressionPtr string();
  ExpressionPtr parenthesized();
  ExpressionPtr call();
  ExpressionPtr aggregate();
  bool aggregate_grouping(Aggregate& node);
  bool arguments(std::vector<ExpressionPtr>& out);
  bool label_list(std::vector<std::string>& out);
  bool label_in_list(std::vector<std::string>& out);

  // selectors.cpp: name{matchers}, offset and @
  ExpressionPtr selector();
  bool matchers(VectorSelector& selector);
  bool matcher(VectorSelector& selector);
  bool matcher_value(VectorSelector& selector, std::string name);
  bool add_name(VectorSelector& selector, std::string name, Position position);
  bool offset_clause(Expression& target);
  bool at_clause(Expression& target);
  std::optional<AtModifier> at_value(Position target);

  // durations.cpp: what brackets contain
  ExpressionPtr bracketed(ExpressionPtr inner);
  ExpressionPtr range_of(ExpressionPtr inner, TimeSpan range, Position bracket);
  ExpressionPtr subquery_of(ExpressionPtr inner, TimeSpan range);
  DurationExpressionPtr duration_expression(int minimum_precedence);
  DurationExpressionPtr duration_operand();
  DurationExpressionPtr duration_function();
  DurationExpressionPtr duration_number();
  DurationExpressionPtr offset_expression();
  std::optional<TimeSpan> positive_span();
  std::optional<TimeSpan> span_of(DurationExpressionPtr expression);

  const Token& peek(std::size_t ahead = 0) const {
    const std::size_t last = lexed_.tokens.size() - 1;
    return lexed_.tokens[at_ + ahead < last ? at_ + ahead : last];
  }
  const Token& take() {
    const Token& token = peek();
    if (at_ + 1 < lexed_.tokens.size()) ++at_;
    last_end_ = token.position.end;
    return token;
  }
  bool is(TokenType type) const { return peek().type == type; }
  bool is(Keyword keyword) const { return is(TokenType::keyword) && peek().keyword == keyword; }
  bool is_sign() const;
  bool skip(TokenType type);
  bool skip(Keyword keyword);
  bool expect(TokenType type, std::string_view context, std::string_view expected);

  // These return false and nullptr so that callers can `return fail(...)`.
  std::nullptr_t fail(Position position, std::string message);
  std::nullptr_t unexpected(std::string_view context = {}, std::string_view expected = {});
  bool count_operator(Position position);

  Lexed lexed_;
  std::size_t at_ = 0;
  std::size_t last_end_ = 0;  // of the last token taken
  int nesting_ = 0;
  int operators_ = 0;
  std::optional<ParseFailure> failure_;
};

}  // namespace silicon::promql
