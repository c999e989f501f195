#include "tests/tidy/rules/includes.hpp"

#include <algorithm>

#include "exporter/core/text.hpp"
#include "tests/tidy/dependencies.hpp"

namespace silicon::tidy {
namespace {

bool is_in(std::string_view path, std::string_view folder) {
  return path == folder ||
         (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.rfind('/'));
}

bool fits(std::string_view path, std::string_view pattern) {
  if (!pattern.ends_with("/.")) return is_in(path, pattern);
  return folder_of(path) == pattern.substr(0, pattern.size() - 2);
}

bool fits_one(std::string_view path, const Folders& patterns) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](std::string_view pattern) { return fits(path, pattern); });
}

// The folder that a row means for this path: for "F/*" the one in F; "" when the row is not its.
std::string_view folder_in(std::string_view path, std::string_view row) {
  if (!row.ends_with("/*")) return is_in(path, row) ? row : std::string_view();
  row.remove_suffix(2);
  if (!is_in(path, row) || folder_of(path).size() <= row.size()) return {};
  return path.substr(0, path.find('/', row.size() + 1));
}

struct Place {
  const FolderRow* row = nullptr;
  std::string_view folder;  // two files of one place may include each other
};

// The row with the longest folder; a folder with a row of its own is no part of the one around it.
Place place_of(std::string_view path) {
  Place best;
  for (const FolderRow& row : kFolderRows) {
    const std::string_view folder = folder_in(path, row.folder);
    if (folder.size() > best.folder.size()) best = {&row, folder};
  }
  return best;
}

bool names(std::string_view entry, std::string_view header) {
  if (entry.ends_with('/')) return header.starts_with(entry);
  if (entry.ends_with('*')) return header.starts_with(entry.substr(0, entry.size() - 1));
  return header == entry;
}

const LibraryRow* library_of(std::string_view header) {
  for (const LibraryRow& row : kLibraryRows) {
    for (const std::string_view entry : row.headers) {
      if (names(entry, header)) return &row;
    }
  }
  return nullptr;
}

bool is_standard(std::string_view header) {
  return header.find_first_of("./") == std::string_view::npos;
}

// tests/exporter/runtime/x_test.cpp may touch what exporter/runtime may touch.
std::string_view mirrored(std::string_view path) {
  if (path.starts_with("tests/")) path.remove_prefix(6);
  return path;
}

std::string listed(const Folders& folders) {
  std::string result;
  for (const std::string_view folder : folders) {
    if (!result.empty()) result += ", ";
    result += folder;
  }
  return result.empty() ? "nothing" : result;
}

}  // namespace

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> result;
  int number = 0;
  std::size_t begin = 0;
  core::for_each_line(file.view.code, [&](std::string_view line) {
    ++number;
    const std::string_view original = std::string_view(file.text).substr(begin, line.size());
    begin += line.size() + 1;
    if (!core::trimmed(line).starts_with("#include")) return;
    const std::size_t open = original.find_first_of("<\"");
    if (open == std::string_view::npos) return;
    const bool angled = original[open] == '<';
    const std::size_t close = original.find(angled ? '>' : '"', open + 1);
    if (close == std::string_view::npos) return;
    result.push_back({std::string(original.substr(open + 1, close - open - 1)), angled, number});
  });
  return result;
}

Violations check_folders(const SourceFile& file) {
  const Place place = place_of(file.path);
  if (place.row == nullptr) {
    return {{file.path, 1, "no row in tests/tidy/dependencies.hpp: give its folder one"}};
  }
  Violations result;
  for (const Include& include : includes_of(file)) {
    if (include.angled || place_of(include.target).folder == place.folder) continue;
    if (fits_one(include.target, place.row->may_include)) continue;
    result.push_back({file.path, include.line,
                      std::string(place.folder) + " may not include " + include.target +
                          "; it may include itself and " + listed(place.row->may_include)});
  }
  return result;
}

Violations check_libraries(const SourceFile& file) {
  Violations result;
  for (const Include& include : includes_of(file)) {
    if (!include.angled) continue;
    const LibraryRow* row = library_of(include.target);
    if (row == nullptr && is_standard(include.target)) continue;
    if (row == nullptr) {
      result.push_back({file.path, include.line,
                        "<" + include.target + "> has no row in tests/tidy/dependencies.hpp"});
    } else if (!fits_one(file.path, row->allowed) && !fits_one(mirrored(file.path), row->allowed)) {
      result.push_back({file.path, include.line,
                        "<" + include.target + "> (" + std::string(row->name) + ") belongs in " +
                            listed(row->allowed) + " only"});
    }
  }
  return result;
}

Violations check_include_paths(const SourceFile& file) {
  Violations result;
  for (const Include& include : includes_of(file)) {
    if (include.angled) continue;
    const std::string& target = include.target;
    const bool full = target.starts_with("exporter/") || target.starts_with("alerting/") ||
                      target.starts_with("tests/");
    if (full && target.find("..") == std::string::npos) continue;
    result.push_back(
        {file.path, include.line, "\"" + target + "\": write the full path from the root"});
  }
  return result;
}

}  // namespace silicon::tidy
