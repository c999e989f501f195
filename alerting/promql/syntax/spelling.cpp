#include "alerting/promql/syntax/spelling.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace silicon::promql {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_plain_name(std::string_view name, bool colons) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  for (const char c : name) {
    const bool fits = is_letter(c) || (c >= '0' && c <= '9') || (colons && c == ':');
    if (!fits) return false;
  }
  return true;
}

struct CodePoint {
  std::uint32_t value;
  std::size_t length;  // bytes
};

// The first character of `text`; nullopt when its bytes are not UTF-8.
std::optional<CodePoint> first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return CodePoint{lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return std::nullopt;
  std::uint32_t value = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    value = value << 6 | (byte(i) & 0x3fU);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < kSmallest[length] || value > 0x10ffff || surrogate) return std::nullopt;
  return CodePoint{value, length};
}

void append_hexadecimal(std::string& out, std::string_view prefix, std::uint32_t value,
                        int digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += prefix;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    out += kDigits[value >> static_cast<unsigned>(shift) & 0xfU];
  }
}

// What Go calls not printable, as far as it occurs in practice: controls and odd spaces.
bool is_printable(std::uint32_t c) {
  if (c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad) return false;
  if (c >= 0x2000 && c <= 0x200f) return false;
  if (c >= 0x2028 && c <= 0x202f) return false;
  return c != 0x3000 && c != 0xfeff && (c & 0xfffeU) != 0xfffeU;
}

std::optional<char> short_escape(std::uint32_t c) {
  switch (c) {
    case '\a':
      return 'a';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    case '\v':
      return 'v';
    case '\\':
      return '\\';
    case '"':
      return '"';
    default:
      return std::nullopt;
  }
}

void append_quoted(std::string& out, std::string_view bytes, std::uint32_t c) {
  if (const auto escape = short_escape(c)) {
    out += '\\';
    out += *escape;
  } else if (is_printable(c)) {
    out += bytes;
  } else if (c < 0x80) {
    append_hexadecimal(out, "\\x", c, 2);
  } else if (c < 0x10000) {
    append_hexadecimal(out, "\\u", c, 4);
  } else {
    append_hexadecimal(out, "\\U", c, 8);
  }
}

std::optional<std::string> unusual_number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return std::nullopt;
}

// 1.5e+03
std::string scientific(double value) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  return {buffer.data(), end};
}

// The shortest digits that read back the same, the first of which stands for 10^exponent.
struct Decimal {
  std::string digits;
  int exponent;
};

Decimal shortest(double value) {
  const std::string text = scientific(std::abs(value));
  const std::size_t e = text.find('e');
  Decimal decimal{text.substr(0, 1), std::stoi(text.substr(e + 1))};
  if (e > 1) decimal.digits += text.substr(2, e - 2);
  return decimal;
}

void append_label(std::string& list, core::LabelView label) {
  if (!list.empty()) list += ", ";
  list += is_plain_label_name(label.name) ? std::string(label.name) : quoted(label.name);
  list += '=' + quoted(label.value);
}

}  // namespace

bool is_plain_metric_name(std::string_view name) {
  return is_plain_name(name, true);
}

bool is_plain_label_name(std::string_view name) {
  return is_plain_name(name, false);
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto point = first_code_point(text);
    if (!point) return false;
    text.remove_prefix(point->length);
  }
  return true;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    if (const auto point = first_code_point(text)) {
      append_quoted(out, text.substr(0, point->length), point->value);
      text.remove_prefix(point->length);
    } else {
      append_hexadecimal(out, "\\x", static_cast<std::uint8_t>(text.front()), 2);
      text.remove_prefix(1);
    }
  }
  return out + '"';
}

std::string fixed_number(double value) {
  if (auto text = unusual_number(value)) return *std::move(text);
  const Decimal decimal = shortest(value);
  const std::string sign = std::signbit(value) ? "-" : "";
  const int point = decimal.exponent + 1;  // digits before it
  const auto length = static_cast<int>(decimal.digits.size());
  if (point <= 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-point), '0') + decimal.digits;
  if (length <= point) {
    return sign + decimal.digits + std::string(static_cast<std::size_t>(point - length), '0');
  }
  const auto split = static_cast<std::size_t>(point);
  return sign + decimal.digits.substr(0, split) + "." + decimal.digits.substr(split);
}

std::string general_number(double value) {
  if (auto text = unusual_number(value)) return *std::move(text);
  const Decimal decimal = shortest(value);
  if (decimal.exponent < -4 || decimal.exponent >= 6) return scientific(value);
  return fixed_number(value);
}

std::string metric_text(const core::Labels& labels) {
  const std::string_view name = labels.get("__name__");
  const bool plain = is_plain_metric_name(name);
  std::string inside = plain || name.empty() ? "" : quoted(name);
  for (const core::LabelView label : labels) {
    if (label.name != "__name__") append_label(inside, label);
  }
  std::string out = plain ? std::string(name) : "";
  if (!inside.empty() || name.empty()) out += '{' + inside + '}';
  return out;
}

std::string labels_text(const core::Labels& labels) {
  std::string inside;
  for (const core::LabelView label : labels) append_label(inside, label);
  return '{' + inside + '}';
}

}  // namespace silicon::promql
