// Sets of alerts compared and shown, as promtool does it.
// Pure; any thread. Tested by tests/alerting/rules/testing/alert_text_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/rules/testing/unit_test.hpp"

namespace silicon::rules {

// In any order; sorts both.
bool same_alerts(std::vector<ExpectedAlert>& a, std::vector<ExpectedAlert>& b);

// "[]", or one alert after the other with its labels and annotations on lines of their own.
std::string alerts_text(const std::vector<ExpectedAlert>& alerts);

}  // namespace silicon::rules
