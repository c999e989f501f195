// A source file as the rules see it, and what a rule answers. Values; any thread.
// Tested by tests/tidy/code_view_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/text/code_view.hpp"

namespace silicon::tidy {

struct SourceFile {
  SourceFile(std::string file_path, std::string file_text)
      : path(std::move(file_path)), text(std::move(file_text)), view(view_of(text)) {}

  bool is_header() const { return path.ends_with(".hpp"); }
  bool is_below(std::string_view folder) const {
    return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
  }

  std::string path;  // from the root, with '/': "exporter/core/result.hpp"
  std::string text;
  CodeView view;
};

struct Violation {
  std::string path;
  int line = 1;        // from 1
  std::string advice;  // what is wrong and what to do, on one line

  friend bool operator==(const Violation&, const Violation&) = default;
};

using Violations = std::vector<Violation>;

// The line, from 1, in which text[offset] stands.
int line_at(std::string_view text, std::size_t offset);

}  // namespace silicon::tidy
