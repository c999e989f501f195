// An expression as the tree that Prometheus's /api/v1/parse_query shows (web/api/v1/
// translate_ast.go in 3.5): objects whose members stand in alphabetical order.
// Pure; any thread. Tested by tests/alerting/api/data/syntax_tree_test.cpp.
#pragma once

#include "alerting/promql/syntax/ast.hpp"
#include "exporter/core/json/writer.hpp"

namespace silicon::api {

// Requires an expression that has been checked. Of `{"m"}` Prometheus says that it has no name, as
// it stands in braces; here it has one, as m has.
void write_tree(core::JsonWriter& json, const promql::Expression& expression);

}  // namespace silicon::api
