// An expression with "@ time" at every selector and subquery that lacks one: the value of which no
// longer depends on when it is evaluated. Pure; any thread.
// Tested by tests/support/promqltest/script_test.cpp.
#pragma once

#include "alerting/promql/syntax/ast.hpp"

namespace silicon::promqltest {

// False when a function in it looks at the evaluation time anyway; then nothing is changed that
// matters.
bool fix_time(promql::Expression& expression, core::Instant time);

}  // namespace silicon::promqltest
