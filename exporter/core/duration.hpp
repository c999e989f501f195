// Prometheus's durations ("1h30m", "90s", "100ms", "0") from text and back. A year is 365 days and
// a day 24 hours, whatever the calendar says. Not for floating-point seconds as PromQL also takes
// them. Pure; any thread. Tested by tests/exporter/core/duration_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::core {

// Whole numbers with the units y, w, d, h, m, s, ms: each at most once, the largest first; or a
// bare "0". No sign, no blanks, no fractions. What exceeds 2^63 - 1 nanoseconds (292 years) is an
// error, as it is to Prometheus. Source: github.com/prometheus/common, model/time.go.
Result<Duration> parse_duration(std::string_view text);

// As Prometheus prints it: "1h30m", "0s", "90d". Years and weeks appear only where nothing is left
// over, because "90d" reads better than "12w6d". A negative duration has a leading '-', which
// parse_duration() refuses.
std::string format_duration(Duration duration);

}  // namespace silicon::core
