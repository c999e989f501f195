// Numbers from text and back, the same on every platform and in every locale.
// Not for configuration sizes or durations (see duration.hpp). Pure; any thread.
// Tested by tests/exporter/core/numbers_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace silicon::core {

// The whole text as a floating-point number, in decimal or exponent notation, with an optional
// sign; also "Inf", "Infinity" and "NaN" with any case. Out of range becomes an infinity or 0, as
// in IEEE arithmetic and in Prometheus. No white space, no hexadecimal, no underscores: nullopt.
std::optional<double> parse_double(std::string_view text);

// The whole text as a decimal integer; nullopt when it is anything else or does not fit.
std::optional<std::uint64_t> parse_unsigned(std::string_view text);
std::optional<std::int64_t> parse_signed(std::string_view text);

// The same in base 16, with or without "0x".
std::optional<std::uint64_t> parse_hexadecimal(std::string_view text);

// The fewest digits that parse_double() reads back as the same number: "1", "0.1", "1e+21", "-0";
// whole numbers up to fifteen digits without an exponent. "+Inf", "-Inf", "NaN" as Prometheus
// writes them.
std::string format_double(double value);

// The same, written to `to`, where there is room for kMostDoubleBytes; returns where it ends.
char* put_double(char* to, double value);
inline constexpr std::size_t kMostDoubleBytes = 32;

// The number as the label values of `le` and `quantile` have it in OpenMetrics, and as Prometheus 3
// rewrites them from any format: "1.0", "0.25", "1e+06", "+Inf". Bounds must agree as text.
// Source: prometheus/prometheus, model/textparse/openmetricsparse.go, formatOpenMetricsFloat.
std::string format_bound(double value);

}  // namespace silicon::core
