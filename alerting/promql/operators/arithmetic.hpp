// Operators between numbers, and between a vector and a number.
// Pure; any thread. Tested by tests/alerting/promql/operators/arithmetic_test.cpp.
#pragma once

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/value/columns.hpp"

namespace silicon::promql {

// Comparisons give 1 or 0.
double calculate(Operator op, double left, double right);

// Row by row, `left op right` for arithmetic; comparisons keep the value where they hold and drop
// it where not, or with `returns_bool` give 1 and 0. A comparison keeps the value of the vector,
// on whichever side that stands.
Columns with_scalar(const Binary& node, Columns vector, const Scalars& scalars,
                    bool scalar_is_left);

// Whether the operation leaves something else than the metric, so that its name goes.
bool drops_name(const Binary& node);

}  // namespace silicon::promql
