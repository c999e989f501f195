// The pieces the lexer cuts an expression into. Views point into the text that was lexed.
// Values; any thread. Tested by tests/alerting/promql/parse/lexer_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/promql/syntax/ast.hpp"

namespace silicon::promql {

enum class TokenType {
  end,
  error,
  identifier,
  metric_identifier,  // an identifier with a colon
  number,
  duration,
  string,
  left_paren,
  right_paren,
  left_brace,
  right_brace,
  left_bracket,
  right_bracket,
  comma,
  colon,
  at,
  equal,        // "=", only between label and value
  equal_regex,  // "=~"
  not_regex,    // "!~"
  binary_operator,
  aggregator,
  keyword,
};

enum class Keyword {
  by,
  without,
  on,
  ignoring,
  group_left,
  group_right,
  fill,
  fill_left,
  fill_right,
  boolean,
  offset,
  start,
  end,
  step,
  range,
  anchored,
  smoothed,
};

struct Token {
  TokenType type = TokenType::end;
  Position position;
  std::string_view text;                    // as written, quotes included
  Operator op = Operator::add;              // of a binary_operator
  Aggregator aggregator = Aggregator::sum;  // of an aggregator
  Keyword keyword = Keyword::by;            // of a keyword
};

// As Prometheus names a token in a message: `identifier "x"`, `<op:+>`, `"("`, `end of input`.
std::string description(const Token& token);

}  // namespace silicon::promql
