#include "tests/tidy/rules/build.hpp"

#include <set>

#include "exporter/core/text.hpp"

namespace silicon::tidy {
namespace {

using Words = std::set<std::string, std::less<>>;

constexpr std::string_view kRoot = "${PROJECT_SOURCE_DIR}/";

Words words_of(std::string_view build_file) {
  Words result;
  core::for_each_line(build_file, [&](std::string_view line) {
    line = core::cut(line, '#').first;
    while (!line.empty()) {
      const std::size_t begin = line.find_first_not_of(" \t()\"");
      if (begin == std::string_view::npos) return;
      line.remove_prefix(begin);
      const std::string_view word = line.substr(0, line.find_first_of(" \t()\""));
      result.emplace(word.starts_with(kRoot) ? word.substr(kRoot.size()) : word);
      line.remove_prefix(word.size());
    }
  });
  return result;
}

bool is_built(std::string_view path, const std::map<std::string, Words, std::less<>>& named) {
  for (const auto& [folder, words] : named) {
    const std::string prefix = folder.empty() ? "" : folder + "/";
    if (path.starts_with(prefix) && words.contains(path.substr(prefix.size()))) return true;
  }
  return false;
}

}  // namespace

Violations check_built(const std::vector<SourceFile>& files, const BuildFiles& build_files) {
  std::map<std::string, Words, std::less<>> named;
  for (const auto& [folder, text] : build_files) named.emplace(folder, words_of(text));
  Violations result;
  for (const SourceFile& file : files) {
    if (file.is_header() || is_built(file.path, named)) continue;
    result.push_back({file.path, 1, "no CMakeLists.txt builds it: add it to the one beside it"});
  }
  return result;
}

}  // namespace silicon::tidy
