// Instants as RFC 3339 has them ("2026-01-02T03:04:05.678Z") from text and back: what Prometheus's
// and Alertmanager's APIs speak. Not for log lines, which always have milliseconds. Pure; any
// thread. Tested by tests/exporter/core/calendar/timestamp_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::core {

// UTC, the fraction without trailing zeros, as Go prints RFC3339Nano. Years 0 to 9999.
std::string format_timestamp(Instant instant);

// With "Z" or an offset; digits beyond milliseconds are cut off. ErrorKind::invalid otherwise.
Result<Instant> parse_timestamp(std::string_view text);

}  // namespace silicon::core
