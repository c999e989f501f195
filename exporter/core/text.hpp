// Cutting text into lines and fields without copying: the whole of what kernel files need.
// Views point into the text that was given. Pure; any thread. Tested by
// tests/exporter/core/text_test.cpp.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace silicon::core {

inline constexpr std::string_view kWhiteSpace = " \t\r\n";

inline std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

// What stands before the first `separator`, and what stands behind it; {text, ""} when there is
// none.
inline std::pair<std::string_view, std::string_view> cut(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
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
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return text = {};
  text.remove_prefix(first);
  const std::string_view field = text.substr(0, text.find_first_of(" \t"));
  text.remove_prefix(field.size());
  return field;
}

inline std::vector<std::string_view> fields(std::string_view text) {
  std::vector<std::string_view> result;
  for (auto field = take_field(text); !field.empty(); field = take_field(text)) {
    result.push_back(field);
  }
  return result;
}

}  // namespace silicon::core
