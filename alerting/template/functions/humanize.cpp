#include "alerting/template/functions/humanize.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/format/numbers.hpp"
#include "alerting/template/format/printf.hpp"
#include "alerting/template/functions/time_values.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::templates {
namespace {

constexpr std::array<std::string_view, 8> kSmall{"m", "u", "n", "p", "f", "a", "z", "y"};
constexpr std::array<std::string_view, 8> kLarge{"k", "M", "G", "T", "P", "E", "Z", "Y"};
constexpr std::array<std::string_view, 8> kBinary{"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

// %.4g
std::string four_digits(double value) {
  const std::string text = format_float(value, 'g', 4);
  return std::isinf(value) && value > 0 ? "+" + text : text;
}

std::string enlarged(double value) {
  std::string_view prefix;
  for (const std::string_view next : kSmall) {
    if (std::abs(value) >= 1) break;
    prefix = next;
    value *= 1000;
  }
  return four_digits(value).append(prefix);
}

std::string reduced(double value, double step, const std::array<std::string_view, 8>& prefixes) {
  std::string_view prefix;
  for (const std::string_view next : prefixes) {
    if (std::abs(value) < step) break;
    prefix = next;
    value /= step;
  }
  return four_digits(value).append(prefix);
}

// As Go on amd64 converts what does not fit.
std::int64_t truncated(double value) {
  constexpr double kLimit = 9223372036854775808.0;
  if (!(value < kLimit && value >= -kLimit)) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::string humanize(double value) {
  if (value == 0 || !std::isfinite(value)) return four_digits(value);
  return std::abs(value) >= 1 ? reduced(value, 1000, kLarge) : enlarged(value);
}

std::string humanize_1024(double value) {
  if (std::abs(value) <= 1 || !std::isfinite(value)) return four_digits(value);
  return reduced(value, 1024, kBinary);
}

std::string humanize_duration(double seconds) {
  if (!std::isfinite(seconds)) return four_digits(seconds);
  if (seconds == 0) return four_digits(seconds) + "s";
  if (std::abs(seconds) < 1) return enlarged(seconds) + "s";
  const std::string sign = seconds < 0 ? "-" : "";
  const double length = std::abs(seconds);
  const std::int64_t whole = truncated(length);
  const std::string days = std::to_string(whole / 60 / 60 / 24) + "d ";
  const std::string hours = std::to_string(whole / 60 / 60 % 24) + "h ";
  const std::string minutes = std::to_string(whole / 60 % 60) + "m ";
  const std::string rest = std::to_string(whole % 60) + "s";
  if (whole / 60 / 60 / 24 != 0) return sign + days + hours + minutes + rest;
  if (whole / 60 / 60 % 24 != 0) return sign + hours + minutes + rest;
  if (whole / 60 % 60 != 0) return sign + minutes + rest;
  return sign + four_digits(length) + "s";
}

std::string humanize_percentage(double ratio) {
  return four_digits(ratio * 100) + "%";
}

core::Result<double> to_number(const Value& value) {
  if (value.real() != nullptr) return *value.real();
  if (value.integer() != nullptr) return static_cast<double>(*value.integer());
  if (value.text() != nullptr) {
    if (const auto number = core::parse_double(*value.text())) return *number;
    return core::Error(
        "strconv.ParseFloat: parsing " + promql::quoted(*value.text()) + ": invalid syntax",
        core::ErrorKind::invalid);
  }
  if (const auto seconds = seconds_of(value)) return *seconds;
  return core::Error("can't convert " + value.type_name() + " to float", core::ErrorKind::invalid);
}

}  // namespace silicon::templates
