// `test rules`: runs rule unit tests, printed as promtool does, with its JUnit report; and says on
// request which rules no test has tried.
// Blocking. Tested by tests/alerting/command/test_rules_test.cpp.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "alerting/promql/value/options.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

struct TestRulesOptions {
  std::vector<std::string> files;
  std::vector<std::string> run;  // expressions: only tests whose name one of them finds
  std::string junit;             // where to write the report; "" for nowhere
  bool coverage = false;
  bool diff = false;   // mark what differs between the alerts expected and those there are
  bool debug = false;  // tell what runs, and which series there are behind each test
  bool ignore_unknown_fields = false;
  promql::Options language = {};
  core::Instant now;                                    // for the report
  std::function<core::SteadyInstant()> stopwatch = {};  // for `debug`
};

// 0 when all tests pass, 1 otherwise.
int test_rules(const TestRulesOptions& options, std::ostream& out, std::ostream& err);

}  // namespace silicon::command
