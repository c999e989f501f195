// Matchers in the UTF-8 syntax: quoted names, reserved signs only in quotes; see parse.hpp for
// which is taken. Texts must be UTF-8. Source: prometheus/alertmanager 0.28, matcher/parse. Pure;
// any thread. Tested by tests/alerting/routing/matching/parse_test.cpp.
#pragma once

#include <string_view>

#include "alerting/routing/matching/matcher.hpp"

namespace silicon::routing {

core::Result<Matchers> parse_utf8(std::string_view text);

}  // namespace silicon::routing
