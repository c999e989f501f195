// Text into tokens, with Go's rules for trimming white space, comments and what may stand next to
// what. Source: Go 1.24, text/template/parse/lex.go.
// Pure; any thread. Tested by tests/alerting/template/syntax/lexer_test.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "alerting/template/syntax/token.hpp"

namespace silicon::templates {

// The last token is an end or an error. Comments are left out.
std::vector<Token> tokens_of(std::string_view text);

}  // namespace silicon::templates
