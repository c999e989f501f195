#include "alerting/template/format/numbers.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <vector>

namespace silicon::templates {
namespace {

// Enough for any double in fixed notation with the most digits that printf may ask for.
constexpr int kMostDigits = 1100;

std::string converted(double value, std::chars_format format, std::optional<int> precision) {
  std::vector<char> buffer(static_cast<std::size_t>(precision.value_or(0)) + 400);
  char* const begin = buffer.data();
  char* const end = begin + buffer.size();
  const auto written = precision ? std::to_chars(begin, end, value, format, *precision)
                                 : std::to_chars(begin, end, value, format);
  return {begin, written.ptr};
}

int exponent_of(const std::string& scientific) {
  return std::stoi(scientific.substr(scientific.find('e') + 1));
}

// With the fewest digits, Go writes an exponent below 1e-4 and from 1e+06 on.
std::string shortest_general(double value) {
  std::string scientific = converted(value, std::chars_format::scientific, std::nullopt);
  const int exponent = exponent_of(scientific);
  if (exponent < -4 || exponent >= 6) return scientific;
  return converted(value, std::chars_format::fixed, std::nullopt);
}

// C++ writes 1.8p+3, Go 0x1.8p+03, and always with a 1 before the point.
std::string hexadecimal(double value, std::optional<int> precision) {
  int exponent = 0;
  const double fraction = std::frexp(std::abs(value), &exponent);
  std::string text = converted(2 * fraction, std::chars_format::hex, precision);
  text.erase(text.find('p'));
  if (value != 0) --exponent;
  const std::string digits = std::to_string(std::abs(exponent));
  const std::string sign = std::signbit(value) ? "-0x" : "0x";
  return sign + text + (exponent < 0 ? "p-" : "p+") + (digits.size() < 2 ? "0" : "") + digits;
}

}  // namespace

std::string format_float(double value, char verb, std::optional<int> precision) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  if (precision) precision = std::min(*precision, kMostDigits);
  const char lower = static_cast<char>(std::tolower(verb));
  std::string text;
  if (lower == 'x') {
    text = hexadecimal(value, precision);
  } else if (lower == 'g') {
    text = precision ? converted(value, std::chars_format::general, precision)
                     : shortest_general(value);
  } else {
    const auto format = lower == 'e' ? std::chars_format::scientific : std::chars_format::fixed;
    text = converted(value, format, precision.value_or(6));
  }
  if (verb != lower && lower != 'f') {
    for (char& c : text) c = static_cast<char>(std::toupper(c));
  }
  return text;
}

std::string general(double value) {
  return (std::isinf(value) && value > 0 ? "+" : "") + format_float(value, 'g', std::nullopt);
}

}  // namespace silicon::templates
