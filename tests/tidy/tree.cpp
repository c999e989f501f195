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

bool is_script(const std::string& path, const std::string& text) {
  return path.ends_with(".py") || text.starts_with("#!");
}

void add(Tree& tree, const std::string& path, const std::string& text) {
  if (is_source(path)) tree.sources.emplace_back(path, text);
  if (is_script(path, text)) tree.scripts.emplace_back(path, text);
  if (path.ends_with("/CMakeLists.txt")) {
    tree.build_files.emplace(path.substr(0, path.rfind('/')), text);
  }
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
  for (const std::string& path : tree.paths) add(tree, path, content_of(root / path));
  if (std::filesystem::exists(root / "CMakeLists.txt")) {
    tree.build_files.emplace("", content_of(root / "CMakeLists.txt"));
  }
  if (std::filesystem::exists(root / "README.md")) tree.readme = content_of(root / "README.md");
  return tree;
}

}  // namespace silicon::tidy
