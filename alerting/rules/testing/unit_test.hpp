// A file of rule unit tests as a value: promtool's format. How it is written is config/rules's
// business, and running it that of run_tests.hpp.
// Values; any thread. Tested by tests/alerting/rules/testing/run_tests_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/alert/alert.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

struct ExpectedAlert {
  core::Labels labels;  // without alertname
  alert::Annotations annotations;
};

// These alerts, and no others, fire under that name.
struct AlertTest {
  core::Duration eval_time{0};
  std::string alert_name;
  std::vector<ExpectedAlert> alerts;
};

struct ExpectedSample {
  std::string labels;  // a metric, as in expressions
  double value = 0;
  std::string histogram;  // not supported
};

struct ExpressionTest {
  std::string expression;
  core::Duration eval_time{0};
  std::vector<ExpectedSample> samples;
};

struct InputLine {
  std::string series;
  std::string values;
};

// One entry of `tests`: a world of its own, beginning at `start`.
struct TestGroup {
  std::string name;
  core::Duration interval{0};  // between input samples; positive
  core::Instant start;
  std::vector<InputLine> input;
  std::vector<AlertTest> alerts;
  std::vector<ExpressionTest> expressions;
  core::Labels external_labels;
  std::optional<std::string> external_url;
};

// Where an alert must go by the routes of a configuration file. Ours.
struct RouteTest {
  std::string name;
  core::Labels labels;
  std::vector<std::string> receivers;  // in their order
};

struct UnitTests {
  std::vector<std::string> rule_files;  // patterns as written
  core::Duration evaluation_interval = std::chrono::minutes(1);
  std::vector<std::string> group_order;
  bool fuzzy_compare = false;
  std::vector<TestGroup> tests;

  std::string routes_file;  // as written; "" where no routes are tested
  std::vector<RouteTest> route_tests;
};

}  // namespace silicon::rules
