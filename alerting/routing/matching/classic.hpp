// Matchers in the classic syntax: bare values, quotes optional; see parse.hpp for which is
// taken. Texts must be UTF-8. Source: prometheus/alertmanager 0.28, pkg/labels/parse.go.
// Pure; any thread. Tested by tests/alerting/routing/matching/parse_test.cpp.
#pragma once

#include <string_view>

#include "alerting/routing/matching/matcher.hpp"

namespace silicon::routing {

core::Result<Matchers> parse_classic(std::string_view text);

// One, without braces: commas belong to its value.
core::Result<Matcher> parse_classic_matcher(std::string_view text);

}  // namespace silicon::routing
