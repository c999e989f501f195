#include "alerting/api/answer/spelling.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::api {

std::string seconds_text(core::Instant time) {
  const auto milliseconds = time.time_since_epoch().count();
  const auto magnitude = std::abs(milliseconds);
  std::string text = milliseconds < 0 ? "-" : "";
  text += std::to_string(magnitude / 1000);
  if (magnitude % 1000 != 0) {
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03d", static_cast<int>(magnitude % 1000));
    text += fraction.data();
  }
  return text;
}

std::string short_seconds_text(core::Instant time) {
  std::string text = seconds_text(time);
  if (text.find('.') != std::string::npos) {
    while (text.back() == '0') text.pop_back();
  }
  return text;
}

std::string value_text(double value) {
  const double magnitude = std::abs(value);
  const bool plain = !(magnitude < 1e-6 || magnitude >= 1e21) || value == 0;
  return plain || !std::isfinite(value) ? promql::fixed_number(value) : scientific_text(value);
}

std::string scientific_text(double value) {
  if (!std::isfinite(value)) return core::format_double(value);
  std::array<char, 40> buffer{};
  char* const end = buffer.data() + buffer.size();
  const auto written = std::to_chars(buffer.data(), end, value, std::chars_format::scientific);
  return {buffer.data(), written.ptr};
}

std::string time_text(const std::optional<core::Instant>& time) {
  return time ? core::format_timestamp(*time) : "0001-01-01T00:00:00Z";
}

std::string millisecond_text(core::Instant time) {
  constexpr std::size_t kDigits = 3;
  std::string text = core::format_timestamp(time);
  if (text.find('.') == std::string::npos) text.insert(text.size() - 1, 1, '.');
  while (text.size() - text.find('.') < kDigits + 2) text.insert(text.size() - 1, 1, '0');
  return text;
}

}  // namespace silicon::api
