// From text to tree. What it accepts is the grammar of Prometheus 3.14; types and the arity of
// functions are check.hpp's business. Errors read "1:5: parse error: unexpected ..." with line and
// column as Prometheus prints them. Bounded: text length, nesting, number of operators.
// Pure; any thread. Tested by tests/alerting/promql/parse/parser_test.cpp and
// tests/fuzz/alerting/promql_parse.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/promql/syntax/ast.hpp"
#include "exporter/core/result.hpp"

namespace silicon::promql {

// Nesting takes stack, of which threads on macOS have 512 KiB.
inline constexpr std::size_t kMaxQueryBytes = std::size_t{128} * 1024;
inline constexpr int kMaxNesting = 100;
inline constexpr int kMaxOperators = 2000;

core::Result<ExpressionPtr> parse(std::string_view text);

// "LINE:COLUMN" of a place in the text, both from 1.
std::string line_and_column(std::string_view text, std::size_t at);

// "LINE:COLUMN: parse error: MESSAGE": how the parser and the checker report.
core::Error parse_error(std::string_view text, Position where, std::string_view message);

}  // namespace silicon::promql
