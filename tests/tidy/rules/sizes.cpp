#include "tests/tidy/rules/sizes.hpp"

#include <algorithm>
#include <map>

#include "exporter/core/text.hpp"
#include "tests/tidy/text/functions.hpp"

namespace silicon::tidy {
namespace {

int count_lines(std::string_view text) {
  int count = 0;
  core::for_each_line(text, [&](std::string_view) { ++count; });
  return count;
}

// Every byte of UTF-8 that does not continue a character begins one.
std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string over(const std::string& what, int measured, int limit) {
  return what + " has " + std::to_string(measured) + " lines, " + std::to_string(limit) +
         " are allowed: split it by concept";
}

}  // namespace

Violations check_file_size(const SourceFile& file) {
  const int lines = count_lines(file.text);
  const int limit = file.is_header() ? kMaxHeaderLines : kMaxSourceLines;
  if (lines <= limit) return {};
  return {{file.path, limit + 1, over("the file", lines, limit)}};
}

Violations check_function_sizes(const SourceFile& file) {
  const FunctionScan scan = scan_functions(file.view.code);
  Violations result;
  if (!scan.balanced) {
    result.push_back({file.path, 1, "the braces do not add up, its functions go unmeasured"});
  }
  for (const Function& function : scan.functions) {
    const int first = line_at(file.text, function.begin);
    const int lines = line_at(file.text, function.end) - first + 1;
    if (lines <= kMaxFunctionLines) continue;
    result.push_back({file.path, first, over(function.name + "()", lines, kMaxFunctionLines)});
  }
  return result;
}

Violations check_columns(const SourceFile& file) {
  Violations result;
  int number = 0;
  std::size_t begin = 0;
  core::for_each_line(file.text, [&](std::string_view line) {
    ++number;
    const std::string_view raw = std::string_view(file.view.raw).substr(begin, line.size());
    begin += line.size() + 1;
    if (columns(line) <= kMaxColumns || !core::trimmed(raw).empty()) return;
    result.push_back({file.path, number,
                      "the line has " + std::to_string(columns(line)) + " columns, " +
                          std::to_string(kMaxColumns) + " are allowed"});
  });
  return result;
}

Violations check_folder_sizes(const std::vector<SourceFile>& files) {
  std::map<std::string, int> counts;
  for (const SourceFile& file : files) ++counts[file.path.substr(0, file.path.rfind('/'))];
  Violations result;
  for (const auto& [folder, count] : counts) {
    if (count <= kMaxFilesPerFolder) continue;
    result.push_back({folder, 1,
                      "the folder has " + std::to_string(count) + " source files, " +
                          std::to_string(kMaxFilesPerFolder) +
                          " are allowed: move a sub-concept into a folder of its own"});
  }
  return result;
}

}  // namespace silicon::tidy
