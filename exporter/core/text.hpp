// Cutting text into lines and fields without copying, which is the whole of what kernel files need,
// and telling UTF-8 from other bytes. Views point into the text that was given. Pure; any thread.
// Tested by tests/exporter/core/text_test.cpp.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace silicon::core {

inline constexpr std::string_view kWhiteSpace = " \t\r\n";

// Character by character where std::string_view would call memchr() for each one of them.
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Of ASCII, whatever the locale.
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

inline std::string_view trimmed(std::string_view text) {
  const auto is_white = [](char c) { return is_blank(c) || c == '\r' || c == '\n'; };
  while (!text.empty() && is_white(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
  return text;
}

// What stands before the first `separator`, and what stands behind it; {text, ""} when there is
// none.
inline std::pair<std::string_view, std::string_view> cut(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {{text.data(), at}, {text.data() + at + 1, text.size() - at - 1}};
}

// Calls visit(line) for every line, without its '\n'; a last line without '\n' counts.
template <class Visitor>
void for_each_line(std::string_view text, Visitor visit) {
  while (!text.empty()) {
    const auto [line, rest] = cut(text, '\n');
    visit(line);
    text = rest;
  }
}

// The next run of non-blanks, taken off the front of `text`; "" when there is no more.
inline std::string_view take_field(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  std::size_t length = 0;
  while (length < text.size() && !is_blank(text[length])) ++length;
  const std::string_view field(text.data(), length);
  text.remove_prefix(length);
  return field;
}

// What stands behind `start` ("\nNAME ") up to the end of its line, without a look at the lines
// before it one by one; nullopt where there is no such line, or not the whole of it.
inline std::optional<std::string_view> rest_of_line(std::string_view text, std::string_view start) {
  const std::size_t at = text.find(start);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + start.size());
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  return text.substr(0, end);
}

inline std::vector<std::string_view> fields(std::string_view text) {
  std::vector<std::string_view> result;
  for (auto field = take_field(text); !field.empty(); field = take_field(text)) {
    result.push_back(field);
  }
  return result;
}

// The number of bytes of the code point at the front of a text that is not empty; 0 where that is
// no UTF-8: a stray or missing continuation, an overlong form, a surrogate, above U+10FFFF.
inline std::size_t utf8_width(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t width = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < width) return 0;
  for (std::size_t i = 1; i < width; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return 0;
  }
  const unsigned lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  return byte(1) >= lowest && byte(1) <= highest ? width : 0;
}

// Text of unknown origin, fit for an error message: in double quotes, at most 80 bytes of it, and
// '?' for whatever is not printable ASCII.
inline std::string excerpt(std::string_view text) {
  constexpr std::size_t kMostBytes = 80;
  std::string result = "\"";
  for (const char c : text.substr(0, kMostBytes)) result += c >= ' ' && c <= '~' ? c : '?';
  return result += text.size() > kMostBytes ? "\"..." : "\"";
}

inline bool is_utf8(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  while (!text.empty()) {
    std::uint64_t eight = kHighBits;
    if (text.size() >= sizeof eight) std::memcpy(&eight, text.data(), sizeof eight);
    const bool ascii = (eight & kHighBits) == 0;
    const std::size_t width = ascii ? sizeof eight : utf8_width(text);
    if (width == 0) return false;
    text.remove_prefix(width);
  }
  return true;
}

// How many code points there are in a text that is_utf8().
inline std::size_t code_points(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace silicon::core
