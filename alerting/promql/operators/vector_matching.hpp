// Arithmetic and comparison between two instant vectors: each series of one side finds its partner
// on the other by on(...) or ignoring(...), one to one, or many to one with group_left and
// group_right. Ambiguous matches are errors, as in Prometheus 3.14.
// Pure; any thread. Tested by tests/alerting/promql/operators/vector_matching_test.cpp.
#pragma once

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/value/columns.hpp"
#include "alerting/promql/value/options.hpp"

namespace silicon::promql {

core::Result<Columns> match_vectors(const Binary& node, const Columns& left, const Columns& right,
                                    const Options& options);

}  // namespace silicon::promql
