#include "alerting/api/client/words/table.hpp"

namespace silicon::api {

std::string in_column(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == '\t' || c == '\n' || c == '\r';
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    out += blank ? ' ' : control ? '?' : c;
  }
  return out;
}

std::string line_of(const std::vector<std::string>& columns) {
  std::string out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += '\t';
    out += in_column(columns[i]);
  }
  return out + "\n";
}

}  // namespace silicon::api
