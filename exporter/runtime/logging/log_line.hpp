// One log message as text or as a JSON object, always exactly one line. Pure; any thread.
// Tested by tests/exporter/runtime/logging/log_line_test.cpp.
#pragma once

#include <cmath>
#include <concepts>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "exporter/core/numbers.hpp"
#include "exporter/core/time.hpp"

namespace silicon::runtime {

enum class LogLevel { debug, info, warning, error };

// A name and a value beside the message; `key` must outlive the call it is passed to.
struct LogField {
  LogField(std::string_view name, std::string_view value) : key(name), text(value), is_text(true) {}
  LogField(std::string_view name, const char* value) : LogField(name, std::string_view(value)) {}
  LogField(std::string_view name, const std::string& value)
      : LogField(name, std::string_view(value)) {}
  LogField(std::string_view name, bool value) : key(name), text(value ? "true" : "false") {}
  LogField(std::string_view name, std::integral auto value)
      : key(name), text(std::to_string(value)) {}
  LogField(std::string_view name, double value)
      : key(name), text(core::format_double(value)), is_text(!std::isfinite(value)) {}

  std::string_view key;
  std::string text;
  bool is_text = false;  // to be quoted in JSON; otherwise a number, true or false
};

using LogFields = std::span<const LogField>;

// `2025-01-02T03:04:05.678Z warning message key=value other="two words"`, without a line break.
// Control characters are shown escaped, so that no input can forge a second line.
std::string text_log_line(core::Instant time, LogLevel level, std::string_view message,
                          LogFields fields);

// `{"time":"...","level":"warning","message":"...","key":1}`: valid JSON for any bytes (what is not
// UTF-8 becomes U+FFFD).
std::string json_log_line(core::Instant time, LogLevel level, std::string_view message,
                          LogFields fields);

}  // namespace silicon::runtime
