// The values of literals: numbers, durations as the language allows them, and quoted strings; and
// how far the first two reach.
// Pure; any thread. Tested by tests/alerting/promql/parse/literals_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::promql {

// The length of the number, or the duration, that the text begins with; 0 when it begins with none,
// or when a letter or a digit follows it.
std::size_t number_length(std::string_view text);
std::size_t duration_length(std::string_view text);

// Of text that begins with a digit and is neither, as much as Prometheus shows in its message.
std::size_t misspelt_length(std::string_view text);

// 42, 1.5e3, 0x1f, 017 (octal), 1_000, .5, Inf, NaN: no sign. nullopt for anything else.
std::optional<double> number_value(std::string_view text);

// Seconds of "1h30m". An error says what is wrong, as Prometheus does.
core::Result<double> duration_seconds(std::string_view text);

// The text between "...", '...' or `...`, with Go's escapes resolved (none between back quotes).
// An error is "invalid syntax".
core::Result<std::string> unquoted(std::string_view literal);

}  // namespace silicon::promql
