// The size budgets: of a file, a function, a folder and a line.
// Pure; any thread. Tested by tests/tidy/sizes_test.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {

inline constexpr int kMaxSourceLines = 400;
inline constexpr int kMaxHeaderLines = 200;
inline constexpr int kMaxFunctionLines = 60;
inline constexpr int kMaxFilesPerFolder = 12;  // .cpp and .hpp, without those of its subfolders
inline constexpr std::size_t kMaxColumns = 100;

Violations check_file_size(const SourceFile& file);

// Also says when the braces do not add up, which would leave functions unmeasured.
Violations check_function_sizes(const SourceFile& file);

// Columns are characters, not bytes. The content of raw strings is data and may be wider.
Violations check_columns(const SourceFile& file);

Violations check_folder_sizes(const std::vector<SourceFile>& files);

}  // namespace silicon::tidy
