#include "exporter/core/exposition/spelling/spell.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "exporter/core/exposition/series.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

bool is_special(char c) {
  return c == '"' || c == '\\' || c == '\n' || static_cast<unsigned char>(c) >= 0x80;
}

// The same of eight characters: a byte is zero where x - 1 borrows and x has no high bit.
bool has_special(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  const auto zeros = [](std::uint64_t x) { return (x - kOnes) & ~x; };
  const std::uint64_t special = eight | zeros(eight ^ (kOnes * '"')) |
                                zeros(eight ^ (kOnes * '\\')) | zeros(eight ^ (kOnes * '\n'));
  return (special & (kOnes * 0x80)) != 0;
}

// Takes what needs no second look off the front of `text`.
char* put_plain(char* to, std::string_view& text) {
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (has_special(eight)) break;
    std::memcpy(to + at, &eight, sizeof eight);
  }
  for (; at < text.size() && !is_special(text[at]); ++at) to[at] = text[at];
  text.remove_prefix(at);
  return to + at;
}

// As format_bound() writes it, where it is a number.
char* put_bound(char* to, std::string_view text) {
  const std::optional<double> number = parse_double(text);
  return number ? put_quoted(to, format_bound(*number)) : put_quoted(to, text);
}

}  // namespace

char* put_escaped(char* to, std::string_view text, bool escape_quotes) {
  for (;;) {
    to = put_plain(to, text);
    if (text.empty()) return to;
    const char c = text.front();
    std::size_t width = 1;
    if (c == '\\' || c == '\n' || c == '"') {
      if (c != '"' || escape_quotes) to = put(to, '\\');
      to = put(to, c == '\n' ? 'n' : c);
    } else {
      width = utf8_width(text);
      to = put(to, width == 0 ? "\xEF\xBF\xBD" : text.substr(0, width));
    }
    text.remove_prefix(std::max<std::size_t>(width, 1));
  }
}

char* put_quoted(char* to, std::string_view text) {
  return put(put_escaped(put(to, '"'), text, true), '"');
}

char* put_labels(char* to, const Labels& labels, std::string_view bound) {
  bool first = true;
  for (const LabelView label : labels) {
    if (!first) to = put(to, ',');
    first = false;
    to = is_label_name(label.name) ? put(to, label.name) : put_quoted(to, label.name);
    to = put(to, '=');
    const bool is_bound = !bound.empty() && label.name == bound;
    to = is_bound ? put_bound(to, label.value) : put_quoted(to, label.value);
  }
  return to;
}

std::size_t most_bytes(const Labels& labels) {
  constexpr std::size_t kPunctuation = 6;  // ="",  and the quotes of a quoted name
  constexpr std::size_t kBound = 32;
  std::size_t bytes = kBound;
  for (const LabelView label : labels) {
    bytes += kMostEscapedBytes * (label.name.size() + label.value.size()) + kPunctuation;
  }
  return bytes;
}

}  // namespace silicon::core
