// The rules on #include lines: the tables of tests/tidy/dependencies.hpp, and full paths only.
// Pure; any thread. Tested by tests/tidy/includes_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {

struct Include {
  std::string target;  // what stands between the quotes or the angle brackets
  bool angled = false;
  int line = 1;
};

std::vector<Include> includes_of(const SourceFile& file);

// Our own headers: the folder table.
Violations check_folders(const SourceFile& file);

// Everything between <>: the library table. The headers of the C++ standard library that the table
// does not name may appear anywhere; a header it does not know needs a row first.
Violations check_libraries(const SourceFile& file);

// #include "exporter/core/result.hpp", never "result.hpp" or "../core/result.hpp".
Violations check_include_paths(const SourceFile& file);

}  // namespace silicon::tidy
