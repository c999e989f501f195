// A file of rule unit tests, in promtool's format, to a value; all mistakes at once. Besides
// promtool's, `route_tests` with the routes of the file that `alertmanager_config` names.
// Pure; any thread. Tested by tests/alerting/config/rules/read_unit_tests_test.cpp, fuzzed by
// tests/fuzz/alerting/unit_tests.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/rules/testing/unit_test.hpp"
#include "exporter/core/result.hpp"

namespace silicon::config {

// `file` is what errors call it.
core::Result<rules::UnitTests> read_unit_tests(std::string_view text, const std::string& file,
                                               bool ignore_unknown_fields = false);

}  // namespace silicon::config
