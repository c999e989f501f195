// Runs rule unit tests in virtual time, and says what differs in promtool's words.
// Source: prometheus/prometheus, cmd/promtool/unittest.go, 3.5. Native histograms are refused.
// Pure; any thread. Tested by tests/alerting/rules/testing/run_tests_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/promql/value/options.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/rules/testing/unit_test.hpp"

namespace silicon::rules {

// The groups in the order in which tests evaluate them: those that `order` names by their place in
// it, the others with the first of them.
std::vector<Group> in_test_order(std::vector<Group> groups, const std::vector<std::string>& order);

// How alerts that are not as expected are shown: those of both sides, or what differs between them.
enum class Mismatch { both, difference };

// What is wrong, one text (of several lines) each; nothing when all is as expected. `tests` says
// the interval of evaluation, `test` is one of its groups.
// `dump`, unless null, is given every series that there is in the end, as promtool prints them.
std::vector<std::string> run_test(const UnitTests& tests, const TestGroup& test,
                                  const std::vector<Group>& groups, const promql::Options& language,
                                  std::string* dump = nullptr, Mismatch mismatch = Mismatch::both);

}  // namespace silicon::rules
