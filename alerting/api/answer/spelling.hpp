// How Prometheus's API writes points in JSON: times in seconds, values as text. Pure; any thread.
// Source: github.com/prometheus/prometheus, util/jsonutil/marshal.go and promql/value.go.
// Tested by tests/alerting/api/answer/spelling_test.cpp.
#pragma once

#include <optional>
#include <string>

#include "exporter/core/time.hpp"

namespace silicon::api {

// 1435781451.781, or 1435781451; three digits behind the point or none.
std::string seconds_text(core::Instant time);

// The same without trailing zeros, as scalars and strings have it.
std::string short_seconds_text(core::Instant time);

// "1000000", "1e+21", "1e-07", "+Inf", "NaN": exponents only for the very large and very small.
std::string value_text(double value);

// As Go's %e with the fewest digits: "1e+00", "1.25e-01". Values of alerts are shown like that.
std::string scientific_text(double value);

// RFC 3339; Go's zero time where there is none.
std::string time_text(const std::optional<core::Instant>& time);

// RFC 3339 with three digits behind the point, as Alertmanager's API has it.
std::string millisecond_text(core::Instant time);

}  // namespace silicon::api
