// Instants and durations as templates see Go's: they print like time.Time and time.Duration and
// have the methods that messages use. Times are UTC. Values; any thread. Tested by
// tests/alerting/template/functions/time_values_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "alerting/template/value/value.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::templates {

// Prints as "2022-01-25 12:36:43.5 +0000 UTC". Methods: Year, Month, Day, Hour, Minute, Second,
// Weekday, YearDay, Unix, UnixMilli, UTC, String, and Format with a layout of Go's.
Value time_value(core::Instant time);

// Prints as "1h2m3.5s". Methods: Hours, Minutes, Seconds, Milliseconds, String.
Value duration_value(double seconds);

// Of a duration; nullopt for any other value.
std::optional<double> seconds_of(const Value& value);

// Seconds of Unix time; what nanoseconds in 64 bits cannot hold is an error in Prometheus's words.
core::Result<core::Instant> instant_of(double seconds);

// "2006-01-02 15:04:05" and its like, filled in.
std::string format_time(core::Instant time, std::string_view layout);

}  // namespace silicon::templates
