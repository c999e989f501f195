#include "tests/tidy/text/source_file.hpp"

#include <algorithm>

namespace silicon::tidy {

int line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace silicon::tidy
