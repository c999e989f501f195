// Runs a script as Prometheus's own runner does, hidden repetitions included: every instant query
// again with @ at other times, and each of those as a range query.
// One thread. Tested by tests/support/promqltest/script_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/promql/evaluate/engine.hpp"
#include "tests/support/promqltest/memory_series.hpp"
#include "tests/support/promqltest/script.hpp"

namespace silicon::promqltest {

struct CaseResult {
  enum class Outcome { passed, failed, skipped };

  Outcome outcome = Outcome::passed;
  int line = 0;
  std::string query;
  std::string reason;  // of a failure or a skip
  std::string detail;  // what was expected and what came
};

// The options Prometheus runs its scripts with.
promql::Options script_options();

// An error is the script's own: a line that cannot be read, samples out of order.
core::Result<std::vector<CaseResult>> run_script(std::string_view text);

}  // namespace silicon::promqltest
