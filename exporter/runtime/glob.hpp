// Paths by a pattern, as rule_files and file_sd_configs state them: '*', '?' and [abc] within each
// part of a path, no "**". Blocking; any thread. Tested by tests/exporter/runtime/glob_test.cpp.
#pragma once

#include <string>
#include <vector>

namespace silicon::runtime {

// Whether there is anything in it that could stand for several paths.
bool is_glob(const std::string& pattern);

// The paths that there are, in the order of their letters. Directories that cannot be read hold
// nothing.
std::vector<std::string> expand_glob(const std::string& pattern);

}  // namespace silicon::runtime
