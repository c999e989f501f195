#include "alerting/config/rules/place.hpp"

#include <algorithm>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {
namespace {

// From the start of the line with this number, counted from 1.
std::string_view from_line(std::string_view text, int line) {
  for (int i = 1; i < line; ++i) text = core::cut(text, '\n').second;
  return text;
}

int indentation(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? 0 : static_cast<int>(first);
}

}  // namespace

runtime::YamlMark place_inside(const runtime::YamlNode& node, runtime::YamlMark inside,
                               std::string_view file_text) {
  const runtime::YamlMark begin = node.mark;
  const std::string_view rest = from_line(file_text, begin.line);
  const std::string_view line = core::cut(rest, '\n').first;
  const std::size_t offset = static_cast<std::size_t>(begin.column - 1);
  if (offset >= line.size()) return begin;
  const std::string_view written = line.substr(offset);
  if (written.starts_with('|')) {
    std::string_view block = core::cut(rest, '\n').second;
    const int indent = indentation(core::cut(block, '\n').first);
    return {begin.line + inside.line, indent + inside.column};
  }
  const std::string_view value = core::trimmed(node.text);
  const bool quotes = written.starts_with('"') || written.starts_with('\'');
  const bool as_written = inside.line == 1 && written.substr(quotes ? 1 : 0).starts_with(value);
  if (!as_written) return begin;
  return {begin.line, begin.column + (quotes ? 1 : 0) + inside.column - 1};
}

runtime::YamlMark place_in_message(std::string_view message) {
  const auto [line, rest] = core::cut(message, ':');
  const auto column = core::cut(rest, ':').first;
  const auto line_number = core::parse_unsigned(line);
  const auto column_number = core::parse_unsigned(column);
  if (!line_number || !column_number || *line_number > 100'000 || *column_number > 1'000'000) {
    return {};
  }
  return {static_cast<int>(*line_number), static_cast<int>(*column_number)};
}

}  // namespace silicon::config
