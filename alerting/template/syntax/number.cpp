#include "alerting/template/syntax/number.hpp"

#include <charconv>
#include <cmath>

#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::templates {
namespace {

core::Error bad_syntax(std::string_view text) {
  return core::invalid("illegal number syntax: " + promql::quoted(text));
}

// The number that an unsigned text without a point says, by Go's prefixes; nullopt where it is none
// or too large.
std::optional<std::uint64_t> whole_number(std::string text) {
  std::erase(text, '_');
  int base = 10;
  std::string_view digits = text;
  if (digits.size() > 1 && digits[0] == '0') {
    const char mark = digits[1];
    base = mark == 'x' || mark == 'X' ? 16 : mark == 'b' || mark == 'B' ? 2 : 8;
    const bool lettered = base != 8 || mark == 'o' || mark == 'O';
    digits.remove_prefix(lettered ? 2 : 1);
  }
  std::uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, problem] = std::from_chars(digits.data(), end, value, base);
  if (problem != std::errc() || rest != end || digits.empty()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> with_sign(std::uint64_t magnitude, bool negative) {
  constexpr std::uint64_t kLimit = std::uint64_t{1} << 63U;
  if (magnitude > kLimit || (magnitude == kLimit && !negative)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? ~magnitude + 1 : magnitude);
}

std::optional<double> real_number(std::string text) {
  std::erase(text, '_');
  if (text.find_first_of("xXpP") == std::string::npos) return core::parse_double(text);
  return promql::number_value(text);
}

core::Result<NumberLiteral> character(const Token& token) {
  auto text = promql::unquoted(token.text);
  if (!text || text->empty() || core::code_points(*text) != 1) {
    return core::invalid("malformed character constant: " + token.text);
  }
  std::int64_t code = static_cast<unsigned char>(text->front());
  const std::size_t width = core::utf8_width(*text);
  if (width > 1) {
    code &= 0xff >> (width + 1);
    for (std::size_t i = 1; i < width; ++i) {
      code = (code << 6) | (static_cast<unsigned char>((*text)[i]) & 0x3f);
    }
  }
  return NumberLiteral{token.text, code, static_cast<double>(code)};
}

}  // namespace

bool looks_real(const NumberLiteral& literal) {
  const bool hexadecimal = literal.text.find_first_of("xX") != std::string::npos;
  return literal.text.front() != '\'' &&
         literal.text.find_first_of(hexadecimal ? ".pP" : ".eEpP") != std::string::npos;
}

core::Result<NumberLiteral> number_literal(const Token& token) {
  if (token.kind == TokenKind::character_constant) return character(token);
  NumberLiteral literal{token.text, std::nullopt, std::nullopt};
  const bool negative = token.text.starts_with('-');
  const bool sign = negative || token.text.starts_with('+');
  const std::string magnitude = token.text.substr(sign ? 1 : 0);
  if (const auto whole = whole_number(magnitude)) literal.integer = with_sign(*whole, negative);
  if (literal.integer) {
    literal.real = static_cast<double>(*literal.integer);
    return literal;
  }
  const auto real = magnitude.empty() ? std::nullopt : real_number(magnitude);
  if (!real || std::isinf(*real)) return bad_syntax(token.text);
  if (!looks_real(literal)) return core::invalid("integer overflow: " + promql::quoted(token.text));
  literal.real = negative ? -*real : *real;
  if (std::abs(*literal.real) < 9e18 && std::trunc(*literal.real) == *literal.real) {
    literal.integer = static_cast<std::int64_t>(*literal.real);
  }
  return literal;
}

}  // namespace silicon::templates
