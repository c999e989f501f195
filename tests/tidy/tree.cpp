#include "tests/tidy/tree.hpp"

#include <fstream>
#include <iterator>

namespace silicon::tidy {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

bool is_source(const std::string& path) {
  return path.ends_with(".cpp") || path.ends_with(".hpp");
}

}  // namespace

Tree read_tree(const std::filesystem::path& root) {
  Tree tree;
  for (const char* folder : {"exporter", "alerting", "tests"}) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      tree.paths.insert(entry.path().lexically_relative(root).generic_string());
    }
  }
  for (const std::string& path : tree.paths) {
    if (is_source(path)) tree.sources.emplace_back(path, content_of(root / path));
  }
  if (std::filesystem::exists(root / "README.md")) tree.readme = content_of(root / "README.md");
  return tree;
}

}  // namespace silicon::tidy
