// Tables of recorded facts that may lie beside the project (../shared/data): lines of cells between
// tabulators, without comments. Reads files.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "exporter/core/text.hpp"

namespace silicon::testing {

inline std::filesystem::path recorded_apple_data(const std::string& file) {
  return std::filesystem::path(SILICON_SOURCE_DIR "/../shared/data/apple") / file;
}

inline std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline std::vector<std::vector<std::string>> table_of(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines_of(file)) {
    if (line.empty() || line.starts_with('#')) continue;
    std::vector<std::string> row;
    std::string_view rest = line;
    for (bool more = true; more;) {
      more = rest.find('\t') != std::string_view::npos;
      const auto [cell, after] = core::cut(rest, '\t');
      row.emplace_back(cell);
      rest = after;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace silicon::testing
