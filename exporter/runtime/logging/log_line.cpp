#include "exporter/runtime/logging/log_line.hpp"

#include <array>
#include <cstdio>

#include "exporter/core/json/writer.hpp"
#include "exporter/core/text.hpp"

namespace silicon::runtime {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::string_view word(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

// 2025-01-02T03:04:05.678Z
std::string timestamp(core::Instant time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
      static_cast<int>(clock.subseconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(size));
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

// Control characters escaped, broken UTF-8 replaced; with `quoting` also quotes and backslashes.
void append_clean(std::string& out, std::string_view text, bool quoting) {
  while (!text.empty()) {
    const std::size_t size = core::utf8_width(text);
    if (size == 0) {
      out += kReplacement;
    } else if (is_control(text[0])) {
      core::append_control_escape(out, text[0]);
    } else {
      if (quoting && (text[0] == '"' || text[0] == '\\')) out += '\\';
      out += text.substr(0, size);
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  append_clean(out, text, true);
  out += '"';
}

bool needs_quotes(std::string_view text) {
  return text.empty() || text.find_first_of(" \"=\\\t\r\n") != std::string_view::npos;
}

}  // namespace

std::string text_log_line(core::Instant time, LogLevel level, std::string_view message,
                          LogFields fields) {
  std::string line = timestamp(time);
  line += ' ';
  line += word(level);
  line += ' ';
  append_clean(line, message, false);
  for (const LogField& field : fields) {
    line += ' ';
    append_clean(line, field.key, false);
    line += '=';
    if (field.is_text && needs_quotes(field.text)) {
      append_quoted(line, field.text);
    } else {
      append_clean(line, field.text, false);
    }
  }
  return line;
}

std::string json_log_line(core::Instant time, LogLevel level, std::string_view message,
                          LogFields fields) {
  std::string line = "{\"time\":\"" + timestamp(time) + "\",\"level\":\"";
  line += word(level);
  line += "\",\"message\":";
  append_quoted(line, message);
  for (const LogField& field : fields) {
    line += ',';
    append_quoted(line, field.key);
    line += ':';
    if (field.is_text) {
      append_quoted(line, field.text);
    } else {
      line += field.text;
    }
  }
  line += '}';
  return line;
}

}  // namespace silicon::runtime
