// `and`, `or` and `unless` between two instant vectors. Pure; any thread.
// Tested by tests/alerting/promql/scripts.
#pragma once

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/value/columns.hpp"
#include "alerting/promql/value/options.hpp"

namespace silicon::promql {

core::Result<Columns> combine_sets(const Binary& node, Columns left, Columns right,
                                   const Options& options);

}  // namespace silicon::promql
