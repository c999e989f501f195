#include "tests/tidy/rules/catalogue.hpp"

#include <algorithm>
#include <cctype>

#include "exporter/core/text.hpp"

namespace silicon::tidy {
namespace {

constexpr std::string_view kPrefix = "silicon_";
constexpr std::string_view kHeading = "metric catalogue";

bool is_metric_name(std::string_view text) {
  return text.starts_with(kPrefix) && text.size() > kPrefix.size() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// Calls visit(literal, offset) for each string of the file, without its quotes.
template <class Visitor>
void for_each_literal(const SourceFile& file, Visitor visit) {
  const std::string& literals = file.view.literals;
  for (std::size_t at = literals.find(kPrefix); at != std::string::npos;
       at = literals.find(kPrefix, at + 1)) {
    if (at == 0 || file.view.code[at - 1] != '"') continue;
    const std::size_t end = file.view.code.find('"', at);
    if (end != std::string::npos) visit(literals.substr(at, end - at), at);
  }
}

}  // namespace

std::map<std::string, Violation> metric_literals(const std::vector<SourceFile>& files) {
  std::map<std::string, Violation> result;
  for (const SourceFile& file : files) {
    for_each_literal(file, [&](const std::string& literal, std::size_t at) {
      if (!is_metric_name(literal)) return;
      result.emplace(literal, Violation{file.path, line_at(file.text, at), ""});
    });
  }
  return result;
}

std::map<std::string, int> catalogued_metrics(std::string_view readme) {
  std::map<std::string, int> result;
  bool inside = false;
  int number = 0;
  core::for_each_line(readme, [&](std::string_view line) {
    ++number;
    if (line.starts_with("## ")) inside = lower(line).find(kHeading) != std::string::npos;
    if (!inside || !line.starts_with('|')) return;
    for (auto [before, rest] = core::cut(line, '`'); !rest.empty();) {
      const auto [quoted, behind] = core::cut(rest, '`');
      if (is_metric_name(quoted)) result.emplace(std::string(quoted), number);
      rest = core::cut(behind, '`').second;
    }
  });
  return result;
}

Violations check_catalogue(const std::vector<SourceFile>& files, std::string_view readme) {
  const std::map<std::string, Violation> written = metric_literals(files);
  const std::map<std::string, int> catalogued = catalogued_metrics(readme);
  Violations result;
  for (const auto& [name, place] : written) {
    if (name.ends_with('_')) {
      result.push_back({place.path, place.line, name + ": write the metric's name in full"});
    } else if (!catalogued.contains(name)) {
      result.push_back({place.path, place.line, name + " is not in README's metric catalogue"});
    }
  }
  for (const auto& [name, line] : catalogued) {
    if (written.contains(name)) continue;
    result.push_back({"README.md", line, name + " stands in the catalogue, but nothing emits it"});
  }
  return result;
}

}  // namespace silicon::tidy
