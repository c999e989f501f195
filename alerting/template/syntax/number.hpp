// Number and character constants: 12, 0x1f, 1_000, 1.5e3, 'a'. Complex numbers are refused.
// Pure; any thread. Tested by tests/alerting/template/syntax/number_test.cpp.
#pragma once

#include "alerting/template/syntax/ast.hpp"
#include "alerting/template/syntax/token.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

core::Result<NumberLiteral> number_literal(const Token& token);

// Written with a point or an exponent: a float wherever nothing else is asked for.
bool looks_real(const NumberLiteral& literal);

}  // namespace silicon::templates
