#include "exporter/runtime/glob.hpp"

#include <glob.h>

#include <algorithm>

namespace silicon::runtime {

bool is_glob(const std::string& pattern) {
  return pattern.find_first_of("*?[\\") != std::string::npos;
}

std::vector<std::string> expand_glob(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  }
  ::globfree(&found);
  // glob() sorts by the locale; we by bytes, the same everywhere.
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace silicon::runtime
