// The code base on the disk, read once for the rules. Reads files; not for several threads.
// Tested by tests/tidy/tree_test.cpp.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/tidy/rules/build.hpp"
#include "tests/tidy/rules/headers.hpp"
#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {

struct Tree {
  std::vector<SourceFile> sources;  // .cpp and .hpp below exporter/, alerting/ and tests/, sorted
  std::vector<SourceFile> scripts;  // .py, and whatever begins with #!
  Paths paths;                      // every file below those, whatever it is
  BuildFiles build_files;
  std::optional<std::string> readme;
};

// `root` is the folder that holds exporter/. Folders that do not exist yet are skipped.
Tree read_tree(const std::filesystem::path& root);

}  // namespace silicon::tidy
