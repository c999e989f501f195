// Cuts the text of an expression into tokens: the rules of Prometheus's lexer, which depend on
// whether one is inside braces (labels), inside brackets (durations) or neither.
// Pure; any thread. Tested by tests/alerting/promql/parse/lexer_test.cpp and
// tests/fuzz/alerting/promql_parse.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/promql/parse/token.hpp"

namespace silicon::promql {

struct Lexed {
  std::vector<Token> tokens;  // the last one is `end`, or `error`
  std::string error;          // what the error token stands for
};

Lexed lex(std::string_view text);

}  // namespace silicon::promql
