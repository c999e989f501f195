// The rule that every source file is really built: a test that no CMakeLists.txt names cannot fail.
// Pure; any thread. Tested by tests/tidy/build_test.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {

// The text of each CMakeLists.txt by the folder it stands in, "" being the root.
using BuildFiles = std::map<std::string, std::string, std::less<>>;

// Each .cpp is named, by its path from there, in the CMakeLists.txt of its folder or of one above.
// A name in a comment does not count.
Violations check_built(const std::vector<SourceFile>& files, const BuildFiles& build_files);

}  // namespace silicon::tidy
