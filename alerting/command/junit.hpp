// A report of tests in JUnit's XML, as promtool writes it: for those who show test results.
// Source: prometheus/prometheus, util/junitxml. Pure; any thread.
// Tested by tests/alerting/command/junit_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/time.hpp"

namespace silicon::command {

struct JunitCase {
  std::string name;
  std::vector<std::string> failures;
  std::string error;  // the test could not be run at all
};

struct JunitSuite {
  std::string name;
  std::vector<JunitCase> cases;
};

std::string junit_text(const std::vector<JunitSuite>& suites, core::Instant now);

}  // namespace silicon::command
