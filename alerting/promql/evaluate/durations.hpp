// The lengths of ranges, offsets and steps, once the query's own range and step are known.
// Pure; any thread. Tested by tests/alerting/promql/evaluate/durations_test.cpp.
#pragma once

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/value/grid.hpp"
#include "exporter/core/result.hpp"

namespace silicon::promql {

core::Result<core::Duration> resolve(const TimeSpan& span, const Grid& query);

// The same; zero and less are an error.
core::Result<core::Duration> resolve_positive(const TimeSpan& span, const Grid& query);

}  // namespace silicon::promql
