// What --enable-feature switches on in the query language, under the names that Prometheus and
// promtool know. Pure; any thread. Tested by tests/alerting/command/line/features_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/promql/value/options.hpp"
#include "exporter/core/result.hpp"

namespace silicon::command {

// Of the flag's values: each may name several features between commas. The error names those that
// there are.
core::Result<promql::Options> language_of(const std::vector<std::string>& values);

// For whoever reads rules without running them: all of these features.
promql::Options whole_language();

}  // namespace silicon::command
