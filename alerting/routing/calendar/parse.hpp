// The ranges of time intervals from text: "09:00", "monday:friday", "1:5", "-3:-1", "may:august".
// Errors have Alertmanager's words, and say a little more where those leave one guessing.
// Pure; any thread. Tested by tests/alerting/routing/calendar/parse_test.cpp, fuzzed by
// tests/fuzz/routing/time_interval.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/routing/calendar/time_interval.hpp"
#include "exporter/core/result.hpp"

namespace silicon::routing {

// "00:00" to "24:00"; the start must lie before the end.
core::Result<MinuteRange> parse_minutes(std::string_view start, std::string_view end);

// One member, or two with a ':' between them; names with any case.
core::Result<NumberRange> parse_weekdays(std::string_view text);
core::Result<NumberRange> parse_days_of_month(std::string_view text);
core::Result<NumberRange> parse_months(std::string_view text);  // names or numbers
core::Result<NumberRange> parse_years(std::string_view text);

}  // namespace silicon::routing
