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

// strtod() reads what from_chars() refuses as out of range (to 0 or infinity), and stands in for it
// where the standard library lacks from_chars for floating point (libc++ before 20, hence macOS).
std::optional<double> parse_with_strtod(std::string_view text) {
  // What strtod() would accept beyond digits, one point and one exponent is refused beforehand.
  if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
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

// No two decimals of up to fifteen digits are the same double: one of them that gives the number is
// the shortest text for it.
constexpr double kDistinctBelow = 1e15;

// The number in thousandths, where that is all of it. Kernels count time in hundredths and
// thousandths; dividing once is a fifth of what the search for the fewest digits costs.
std::optional<std::int64_t> thousandths_of(double value) {
  const double scaled = value * 1000;
  if (std::abs(scaled) >= kDistinctBelow) return std::nullopt;
  const auto thousandths = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
  if (static_cast<double>(thousandths) / 1000 != value) return std::nullopt;
  return thousandths;
}

char* put_thousandths(char* to, std::int64_t thousandths) {
  if (thousandths < 0) *to++ = '-';
  const std::int64_t magnitude = std::abs(thousandths);
  to = std::to_chars(to, to + kMostDoubleBytes, magnitude / 1000).ptr;
  std::int64_t rest = magnitude % 1000;
  if (rest != 0) *to++ = '.';
  for (std::int64_t place = 100; rest != 0; place /= 10) {
    *to++ = static_cast<char>('0' + rest / place);
    rest %= place;
  }
  return to;
}

char* put_word(char* to, std::string_view word) {
  return to + word.copy(to, word.size());
}

}  // namespace

std::optional<double> parse_double(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  // from_chars() takes decimals only from here on, and no second sign.
  const bool decimal = (text.front() >= '0' && text.front() <= '9') || text.front() == '.';
  const std::optional<double> value = decimal ? parse_decimal<double>(text) : parse_word(text);
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

char* put_double(char* to, double value) {
  if (std::isnan(value)) return put_word(to, "NaN");
  if (std::isinf(value)) return put_word(to, value > 0 ? "+Inf" : "-Inf");
  char* const end = to + kMostDoubleBytes;
  if (value == 0 && std::signbit(value)) return put_word(to, "-0");
  if (const auto thousandths = thousandths_of(value)) return put_thousandths(to, *thousandths);
  const bool whole = std::abs(value) < kDistinctBelow && value == std::trunc(value);
  return whole ? std::to_chars(to, end, static_cast<std::int64_t>(value)).ptr
               : std::to_chars(to, end, value).ptr;
}

std::string format_double(double value) {
  std::array<char, kMostDoubleBytes> buffer{};
  return {buffer.data(), put_double(buffer.data(), value)};
}

std::string format_bound(double value) {
  if (value == 0) return "0.0";  // -0 as well
  if (!std::isfinite(value)) return format_double(value);
  std::array<char, 32> buffer{};
  char* const end = buffer.data() + buffer.size();
  const double magnitude = std::abs(value);
  // Go's format 'g' with the fewest digits: an exponent below 1e-4 and from 1e+6 on.
  const auto format = magnitude >= 1e-4 && magnitude < 1e6 ? std::chars_format::fixed
                                                           : std::chars_format::scientific;
  std::string text(buffer.data(), std::to_chars(buffer.data(), end, value, format).ptr);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace silicon::core
