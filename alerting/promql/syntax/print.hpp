// An expression as text, the way Prometheus prints it: one line, single spaces, parentheses as
// they were written. Parsing the text gives the same tree again.
// Pure; any thread. Tested by tests/alerting/promql/syntax/print_test.cpp.
#pragma once

#include <string>

#include "alerting/promql/syntax/ast.hpp"

namespace silicon::promql {

std::string print(const Expression& expression);

}  // namespace silicon::promql
