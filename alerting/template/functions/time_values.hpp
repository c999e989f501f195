// Instants and durations as templates see Go's: they print like time.Time and time.Duration and
// have the methods that messages use. Times are UTC unless a zone is given. Values; any thread.
// Tested by tests/alerting/template/functions/time_values_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "alerting/template/value/value.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::templates {

// What the clocks of a place say at some time: how far before Greenwich they are, and the name.
struct ZoneOffset {
  core::Duration east{0};
  std::string name = "UTC";
};

// Go's zero time, which stands for "not at all".
inline constexpr core::Instant kZeroTime{core::Duration(-62'135'596'800'000)};

// Prints as "2022-01-25 12:36:43.5 +0000 UTC". Methods: Year, Month, Day, Hour, Minute, Second,
// Weekday, YearDay, Unix, UnixMilli, UTC, Local (which is where it is already), IsZero, Sub, Add,
// After, Before, Equal, String, and Format with a layout of Go's.
Value time_value(core::Instant time, ZoneOffset zone = {});

// Of a time; nullopt for any other value.
std::optional<core::Instant> instant_in(const Value& value);

// Prints as "1h2m3.5s". Methods: Hours, Minutes, Seconds, Milliseconds, String.
Value duration_value(double seconds);

// Of a duration; nullopt for any other value.
std::optional<double> seconds_of(const Value& value);

// Seconds of Unix time; what nanoseconds in 64 bits cannot hold is an error in Prometheus's words.
core::Result<core::Instant> instant_of(double seconds);

// "2006-01-02 15:04:05" and its like, filled in.
std::string format_time(core::Instant time, std::string_view layout, const ZoneOffset& zone = {});

}  // namespace silicon::templates
