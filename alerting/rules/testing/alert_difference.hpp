// What differs between two lists of alerts, as promtool's `test rules --diff` shows it: one JSON
// text of both in which colours (escape sequences of terminals) mark what only one of them has.
// Source: promtool 3.5's output; it prints with github.com/nsf/jsondiff.
// Pure; any thread. Tested by tests/alerting/rules/testing/alert_difference_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/rules/testing/unit_test.hpp"

namespace silicon::rules {

// Alerts are compared in their order, the first with the first: sorted, they differ least. Green is
// what only `got` has, red what only `expected` has, yellow a value that changed. The first line
// stands where it is put, the others have their place among promtool's.
std::string alert_difference(const std::vector<ExpectedAlert>& expected,
                             const std::vector<ExpectedAlert>& got);

}  // namespace silicon::rules
