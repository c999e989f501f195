// The rules on how a header begins, and on where a source file has its tests.
// Pure; any thread. Tested by tests/tidy/headers_test.cpp.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {

using Paths = std::set<std::string, std::less<>>;

// A comment that says what it is, then #pragma once.
Violations check_header_opening(const SourceFile& file);

// Every path below tests/ that the opening comment names exists in `paths`, and "Tested by" is
// followed by one.
Violations check_tested_by(const SourceFile& file, const Paths& paths);

// exporter/core/x.cpp has tests/exporter/core/x_test.cpp, or its header says which file tests it.
// main.cpp is tested from outside, by tests/e2e.
Violations check_mirrored(const std::vector<SourceFile>& files);

// tests/exporter/core/x_test.cpp belongs to an existing folder exporter/core.
Violations check_no_orphan_tests(const std::vector<SourceFile>& files);

}  // namespace silicon::tidy
