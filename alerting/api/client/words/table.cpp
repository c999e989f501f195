#include "alerting/api/client/words/table.hpp"

namespace silicon::api {
namespace {

// Of ASCII, and U+0080 to U+009F: some terminals obey those, too.
bool begins_control(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text[0]);
  if (byte != 0xc2) return byte < 0x20 || byte == 0x7f;
  return text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xa0;
}

}  // namespace

std::string in_column(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char c = text[0];
    const bool blank = c == '\t' || c == '\n' || c == '\r';
    const bool control = begins_control(text);
    out += blank ? ' ' : control ? '?' : c;
    text.remove_prefix(control && c == '\xc2' ? 2 : 1);
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
