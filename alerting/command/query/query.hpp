// `query`: asks a Prometheus API once, and prints what came.
// Blocking. Tested by tests/alerting/command/query/query_test.cpp.
#pragma once

#include <iosfwd>

#include "alerting/command/line/options.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::command {

// 0 when it was answered, 1 when not, 2 for wrong usage. Warnings of the server go to `err`.
int query(const AlerterCommandLine& line, const runtime::Environment& environment,
          const core::Clock& clock, std::ostream& out, std::ostream& err);

}  // namespace silicon::command
