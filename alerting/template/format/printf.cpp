#include "alerting/template/format/printf.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/format/directive.hpp"
#include "alerting/template/format/numbers.hpp"
#include "alerting/template/format/print.hpp"
#include "exporter/core/text.hpp"

namespace silicon::templates {
namespace {

constexpr std::string_view kLowDigits = "0123456789abcdef";
constexpr std::string_view kHighDigits = "0123456789ABCDEF";

std::size_t width_of(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    text.remove_prefix(std::max<std::size_t>(core::utf8_width(text), 1));
    ++count;
  }
  return count;
}

void append_padded(std::string& out, std::string_view text, const Directive& directive,
                   bool zeros) {
  const auto wanted = static_cast<std::size_t>(directive.width.value_or(0));
  const std::size_t have = width_of(text);
  const std::size_t missing = wanted > have ? wanted - have : 0;
  if (!directive.minus) out.append(missing, zeros ? '0' : ' ');
  out += text;
  if (directive.minus) out.append(missing, ' ');
}

// `number` has a sign only where it is negative.
void append_number(std::string& out, std::string number, const Directive& directive, bool zeros) {
  const bool negative = number.starts_with('-');
  if (negative) number.erase(0, 1);
  const std::string sign = negative ? "-" : directive.plus ? "+" : directive.space ? " " : "";
  const auto wanted = static_cast<std::size_t>(directive.width.value_or(0));
  const std::size_t have = sign.size() + number.size();
  if (zeros && !directive.minus && wanted > have) number.insert(0, wanted - have, '0');
  append_padded(out, sign + number, directive, false);
}

void append_float(std::string& out, double value, const Directive& directive) {
  const char verb = directive.verb == 'v' ? 'g' : directive.verb;
  std::string number = format_float(value, verb, directive.precision);
  if (std::isfinite(value)) return append_number(out, std::move(number), directive, directive.zero);
  if (!directive.space && !directive.plus && value > 0) number.insert(0, "+");
  append_number(out, std::move(number), directive, false);
}

std::string digits_of(std::uint64_t value, unsigned base, std::string_view alphabet) {
  std::string text;
  do {
    text.insert(text.begin(), alphabet[value % base]);
    value /= base;
  } while (value > 0);
  return text;
}

std::string base_prefix(const Directive& directive) {
  if (directive.verb == 'O') return "0o";
  if (!directive.sharp) return "";
  switch (directive.verb) {
    case 'b':
      return "0b";
    case 'o':
      return "0";
    case 'x':
      return "0x";
    case 'X':
      return "0X";
    default:
      return "";
  }
}

void append_integer(std::string& out, std::int64_t value, const Directive& directive) {
  unsigned base = 10;
  if (directive.verb == 'b') base = 2;
  if (directive.verb == 'o' || directive.verb == 'O') base = 8;
  if (directive.verb == 'x' || directive.verb == 'X') base = 16;
  const auto bits = static_cast<std::uint64_t>(value);
  std::string digits = digits_of(value < 0 ? ~bits + 1 : bits, base,
                                 directive.verb == 'X' ? kHighDigits : kLowDigits);
  if (directive.precision) {
    if (*directive.precision == 0 && value == 0) digits.clear();
    const auto least = static_cast<std::size_t>(*directive.precision);
    if (digits.size() < least) digits.insert(0, least - digits.size(), '0');
  }
  append_number(out, (value < 0 ? "-" : "") + base_prefix(directive) + digits, directive,
                directive.zero && !directive.precision);
}

std::string encoded(std::int64_t code_point) {
  const bool valid =
      code_point >= 0 && code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff);
  const auto c = static_cast<std::uint32_t>(valid ? code_point : 0xfffd);
  const auto tail = [c](int shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3fU)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xc0U | (c >> 6U)), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xe0U | (c >> 12U)), tail(6), tail(0)};
  return {static_cast<char>(0xf0U | (c >> 18U)), tail(12), tail(6), tail(0)};
}

std::string unicode_name(std::int64_t code_point) {
  std::string digits = digits_of(static_cast<std::uint64_t>(code_point), 16, kHighDigits);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return "U+" + digits;
}

std::string_view first_code_points(std::string_view text, int count) {
  std::size_t end = 0;
  for (int i = 0; i < count && end < text.size(); ++i) {
    end += std::max<std::size_t>(core::utf8_width(text.substr(end)), 1);
  }
  return text.substr(0, end);
}

std::string hexadecimal(std::string_view bytes, const Directive& directive) {
  const std::string_view alphabet = directive.verb == 'X' ? kHighDigits : kLowDigits;
  const std::string prefix = directive.sharp ? (directive.verb == 'X' ? "0X" : "0x") : "";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 0 || directive.space) out += (i == 0 ? "" : " ") + prefix;
    const auto byte = static_cast<unsigned char>(bytes[i]);
    out += alphabet[byte / 16];
    out += alphabet[byte % 16];
  }
  return out;
}

void append_text(std::string& out, std::string_view text, const Directive& directive) {
  if (directive.precision && directive.verb != 'x' && directive.verb != 'X') {
    text = first_code_points(text, *directive.precision);
  }
  if (directive.verb == 'x' || directive.verb == 'X') {
    return append_padded(out, hexadecimal(text, directive), directive, directive.zero);
  }
  if (directive.verb != 'q') return append_padded(out, text, directive, directive.zero);
  const bool raw = directive.sharp && text.find_first_of("`\n\r") == std::string_view::npos;
  append_padded(out, raw ? "`" + std::string(text) + "`" : promql::quoted(text), directive,
                directive.zero);
}

bool suits(char verb, std::string_view verbs) {
  return verbs.find(verb) != std::string_view::npos;
}

// False where the verb does not suit the value.
bool append_simple(std::string& out, const Value& value, const Directive& directive) {
  const char verb = directive.verb;
  if (const bool* boolean = value.boolean()) {
    if (!suits(verb, "tv")) return false;
    append_padded(out, *boolean ? "true" : "false", directive, false);
  } else if (const std::int64_t* integer = value.integer()) {
    if (!suits(verb, "vdboOxXcqU")) return false;
    if (verb == 'c') {
      append_padded(out, encoded(*integer), directive, directive.zero);
    } else if (verb == 'q') {
      append_padded(out, "'" + encoded(*integer) + "'", directive, directive.zero);
    } else if (verb == 'U') {
      const std::string shown = directive.sharp ? " '" + encoded(*integer) + "'" : "";
      append_padded(out, unicode_name(*integer) + shown, directive, false);
    } else {
      Directive plain = directive;
      plain.plus = directive.plus && verb != 'v';
      append_integer(out, *integer, plain);
    }
  } else if (const double* real = value.real()) {
    if (!suits(verb, "veEfFgGxX")) return false;
    Directive plain = directive;
    plain.plus = directive.plus && verb != 'v';
    append_float(out, *real, plain);
  } else if (const std::string* text = value.text()) {
    if (!suits(verb, "vsqxX")) return false;
    append_text(out, *text, directive);
  } else {
    return false;
  }
  return true;
}

void append_value(std::string& out, const Value& value, const Directive& directive);

void append_complaint(std::string& out, const Value& value, Directive directive) {
  out += "%!";
  out += directive.verb;
  directive.verb = 'v';
  out += value.is_nil() ? "(<nil>" : "(" + value.type_name() + "=";
  if (!value.is_nil()) append_value(out, value, directive);
  out += ')';
}

void append_container(std::string& out, const Value& value, const Directive& directive) {
  bool first = true;
  const auto part = [&](std::string_view key, const Value& item) {
    if (out.size() > kMostText) return;
    if (!first) out += ' ';
    first = false;
    out += key;
    append_value(out, item, directive);
  };
  if (const List* list = value.list()) {
    out += '[';
    for (const Value& item : list->items) part("", item);
  } else {
    out += "map[";
    for (const auto& [key, item] : value.map()->entries) {
      std::string name;
      append_value(name, key, directive);
      part(name + ':', item);
    }
  }
  out += ']';
}

void append_value(std::string& out, const Value& value, const Directive& directive) {
  if (out.size() > kMostText) return;
  const Object* object = value.object();
  if (directive.verb == 'T') return append_padded(out, value.type_name(), directive, false);
  if (directive.verb == 'v' && value.is_nil()) {
    return append_padded(out, "<nil>", directive, false);
  }
  if (value.list() != nullptr || value.map() != nullptr) {
    return append_container(out, value, directive);
  }
  if (object != nullptr && suits(directive.verb, object->is_stringer() ? "vsqxX" : "v")) {
    return append_text(out, object->print(), directive);
  }
  if (!append_simple(out, value, directive)) append_complaint(out, value, directive);
}

}  // namespace

std::string printf(std::string_view format, std::span<const Value> arguments) {
  std::string out;
  DirectiveReader reader(format, arguments);
  while (out.size() <= kMostText) {
    const auto directive = reader.next(out);
    if (!directive) break;
    if (directive->argument == nullptr) {
      out += directive->complaint;
    } else {
      append_value(out, *directive->argument, *directive);
    }
  }
  if (out.size() <= kMostText) append_extra(out, reader.unused());
  return out;
}

void append_extra(std::string& out, std::span<const Value> unused) {
  if (unused.empty()) return;
  out += "%!(EXTRA ";
  for (std::size_t i = 0; i < unused.size(); ++i) {
    if (i > 0) out += ", ";
    out += unused[i].is_nil() ? "<nil>" : unused[i].type_name() + "=";
    if (!unused[i].is_nil()) append_printed(out, unused[i]);
  }
  out += ')';
}

}  // namespace silicon::templates
