#include "alerting/promql/parse/literals.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::promql {
namespace {

// Digits of `base`, as a double: what strconv.ParseInt with base 0 reads.
std::optional<double> integer_value(std::string_view digits, int base) {
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, problem] = std::from_chars(digits.data(), end, value, base);
  if (problem != std::errc() || rest != end || digits.empty()) return std::nullopt;
  return static_cast<double>(value);
}

std::string without_underscores(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '_') out += c;
  }
  return out;
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) return byte(0xc0 | c >> 6), byte(0x80 | (c & 0x3f));
  if (c < 0x10000) {
    return byte(0xe0 | c >> 12), byte(0x80 | (c >> 6 & 0x3f)), byte(0x80 | (c & 0x3f));
  }
  byte(0xf0 | c >> 18), byte(0x80 | (c >> 12 & 0x3f));
  byte(0x80 | (c >> 6 & 0x3f)), byte(0x80 | (c & 0x3f));
}

std::optional<char> simple_escape(char c, char quote) {
  switch (c) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
      return '\\';
    default:
      return c == quote ? std::optional<char>(c) : std::nullopt;
  }
}

// `length` digits of `base` off the front of `text`.
std::optional<std::uint32_t> take_code(std::string_view& text, std::size_t length, int base) {
  if (text.size() < length) return std::nullopt;
  std::uint32_t value = 0;
  const char* end = text.data() + length;
  const auto [rest, problem] = std::from_chars(text.data(), end, value, base);
  if (problem != std::errc() || rest != end) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

// Resolves what follows a backslash; false when that is no escape of Go's.
bool take_escape(std::string_view& text, char quote, std::string& out) {
  if (text.empty()) return false;
  const char kind = text.front();
  if (const auto simple = simple_escape(kind, quote)) {
    text.remove_prefix(1);
    out += *simple;
    return true;
  }
  if (kind >= '0' && kind <= '7') {
    const auto code = take_code(text, 3, 8);
    if (!code || *code > 255) return false;
    out += static_cast<char>(*code);
    return true;
  }
  text.remove_prefix(1);
  if (kind == 'x') {
    const auto code = take_code(text, 2, 16);
    if (code) out += static_cast<char>(*code);
    return code.has_value();
  }
  if (kind != 'u' && kind != 'U') return false;
  const auto code = take_code(text, kind == 'u' ? 4 : 8, 16);
  if (!code || *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000)) return false;
  append_utf8(out, *code);
  return true;
}

bool continues_word(char c) {
  return core::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Text that can be looked at beyond its end.
class Lookahead {
 public:
  explicit Lookahead(std::string_view text) : text_(text) {}

  char operator[](std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  bool is_unit(std::size_t at) const {
    return (*this)[at] != '\0' && kUnits.find((*this)[at]) != std::string_view::npos;
  }
  std::size_t digits_end(std::size_t at) const {
    while (core::is_digit((*this)[at])) ++at;
    return at;
  }

 private:
  static constexpr std::string_view kUnits = "smhdwy";
  std::string_view text_;
};

std::size_t hexadecimal_length(const Lookahead& text) {
  std::size_t length = 2;
  while (std::isxdigit(static_cast<unsigned char>(text[length])) != 0 || text[length] == '_') {
    ++length;
  }
  return continues_word(text[length]) || length == 2 ? 0 : length;
}

bool is_exponent(char c) {
  return c == 'e' || c == 'E';
}

// How far Prometheus's lexer (scanNumber) reads what then turns out to be no number.
std::size_t misread_number(const Lookahead& text) {
  std::size_t length = 0;
  bool point = false;
  bool exponent = false;
  while (true) {
    const char c = text[length];
    if (!core::is_digit(c) && c != '.' && c != '_' && !is_exponent(c)) return length;
    ++length;
    if (core::is_digit(c)) continue;
    if ((c == '.' && point) || (is_exponent(c) && exponent)) return length;
    point = point || c == '.';
    exponent = exponent || is_exponent(c);
    if (is_exponent(c) && (text[length] == '+' || text[length] == '-')) ++length;
    const char next = text[length];
    if (next == '.' || (next == '_' && c == '.') ||
        (c != '.' && (next == '_' || is_exponent(next)))) {
      return length + 1;
    }
  }
}

}  // namespace

std::size_t number_length(std::string_view literal) {
  const Lookahead text(literal);
  if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) return hexadecimal_length(text);
  std::size_t length = 0;
  const auto digits = [&] {
    while (core::is_digit(text[length]) ||
           (text[length] == '_' && core::is_digit(text[length + 1])))
      ++length;
  };
  digits();
  if (text[length] == '.') {
    ++length;
    digits();
  }
  if (text[length] == 'e' || text[length] == 'E') {
    ++length;
    if (text[length] == '+' || text[length] == '-') ++length;
    if (!core::is_digit(text[length])) return 0;
    digits();
  }
  return continues_word(text[length]) ? 0 : length;
}

std::size_t duration_length(std::string_view literal) {
  const Lookahead text(literal);
  std::size_t length = 0;
  while (core::is_digit(text[length])) {
    length = text.digits_end(length);
    if (!text.is_unit(length)) return 0;
    const bool milliseconds = text[length] == 'm' && text[length + 1] == 's';
    length += milliseconds ? 2 : 1;
  }
  return continues_word(text[length]) ? 0 : length;
}

std::size_t misspelt_length(std::string_view literal) {
  const Lookahead text(literal);
  const bool hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
  std::size_t length = hexadecimal ? 2 : misread_number(text);
  while (text.is_unit(length)) {
    length += text[length + 1] == 's' ? 2 : 1;
    if (!core::is_digit(text[length])) return std::min(length + 1, literal.size());
    length = text.digits_end(length);
  }
  return length;
}

std::optional<double> number_value(std::string_view text) {
  const std::string digits = without_underscores(text);
  const std::string_view view = digits;
  if (view.starts_with("0x") || view.starts_with("0X")) return integer_value(view.substr(2), 16);
  if (view.size() > 1 && view.front() == '0') {
    if (const auto octal = integer_value(view.substr(1), 8)) return octal;
  }
  return core::parse_double(view);
}

core::Result<double> duration_seconds(std::string_view text) {
  const auto duration = core::parse_duration(text);
  if (!duration) {
    const bool too_long = duration.error().message().find("exceeds") != std::string::npos;
    return core::Error(too_long ? "duration out of range"
                                : "not a valid duration string: " + quoted(text));
  }
  return std::chrono::duration<double>(*duration).count();
}

core::Result<std::string> unquoted(std::string_view literal) {
  const core::Error invalid("invalid syntax", core::ErrorKind::invalid);
  if (literal.size() < 2 || literal.front() != literal.back()) return invalid;
  const char quote = literal.front();
  std::string_view text = literal.substr(1, literal.size() - 2);
  if (quote == '`') {
    if (text.find('`') != std::string_view::npos) return invalid;
    return std::string(text);
  }
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == quote || c == '\n') return invalid;
    if (c != '\\') {
      out += c;
    } else if (!take_escape(text, quote, out)) {
      return invalid;
    }
  }
  return out;
}

}  // namespace silicon::promql
