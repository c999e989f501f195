#include "exporter/core/numbers.hpp"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace silicon::core {
namespace {

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(text[i])) != lower[i]) return false;
  }
  return true;
}

// What follows an optional sign, when it is a word.
std::optional<double> parse_word(std::string_view word) {
  if (equals_ignoring_case(word, "inf") || equals_ignoring_case(word, "infinity")) {
    return std::numeric_limits<double>::infinity();
  }
  if (equals_ignoring_case(word, "nan")) return std::numeric_limits<double>::quiet_NaN();
  return std::nullopt;
}

// Digits, one point, one exponent: what strtod() would accept beyond that is refused beforehand.
bool is_plain_decimal(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
}

// strtod() reads what from_chars() refuses as out of range (to 0 or infinity), and stands in for it
// where the standard library lacks from_chars for floating point (libc++ before 20, hence macOS).
std::optional<double> parse_with_strtod(std::string_view text) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size()) return std::nullopt;
  return value;
}

template <class Number>
std::optional<double> parse_decimal(std::string_view text) {
  if constexpr (requires(const char* p, Number& n) { std::from_chars(p, p, n); }) {
    Number value{};
    const char* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    if (problem == std::errc::result_out_of_range && rest == end) return parse_with_strtod(text);
    if (problem != std::errc() || rest != end) return std::nullopt;
    return value;
  } else {
    return parse_with_strtod(text);
  }
}

template <class Integer>
std::optional<Integer> parse_integer(std::string_view text, int base) {
  Integer value{};
  const char* end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, value, base);
  if (problem != std::errc() || rest != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> parse_double(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.front() == '+' || text.front() == '-') return std::nullopt;
  const std::optional<double> value =
      is_plain_decimal(text) ? parse_decimal<double>(text) : parse_word(text);
  if (!value) return std::nullopt;
  return negative ? -*value : *value;
}

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  return parse_integer<std::uint64_t>(text, 10);
}

std::optional<std::int64_t> parse_signed(std::string_view text) {
  return parse_integer<std::int64_t>(text, 10);
}

std::optional<std::uint64_t> parse_hexadecimal(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  return parse_integer<std::uint64_t>(text, 16);
}

void append_double(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
  } else if (std::isinf(value)) {
    out += value > 0 ? "+Inf" : "-Inf";
  } else {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
  }
}

std::string format_double(double value) {
  std::string text;
  append_double(text, value);
  return text;
}

}  // namespace silicon::core
