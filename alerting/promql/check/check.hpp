// Whether a parsed expression makes sense: types, arguments of functions, modifiers of operators.
// Texts are Prometheus's. What is switched off (experimental functions) or not supported (native
// histograms) is refused by name. Pure; any thread. Tested by
// tests/alerting/promql/check/check_test.cpp.
#pragma once

#include <string_view>

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/syntax/value_type.hpp"
#include "alerting/promql/value/options.hpp"
#include "exporter/core/result.hpp"

namespace silicon::promql {

// Of a checked expression.
ValueType type_of(const Expression& expression);

// `text` is what the expression was parsed from; errors point into it.
core::Status check(const Expression& expression, std::string_view text, const Options& options);

// parse() and check(): what all users of expressions start with.
core::Result<ExpressionPtr> parse_query(std::string_view text, const Options& options);

}  // namespace silicon::promql
