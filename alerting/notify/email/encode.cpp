#include "alerting/notify/email/encode.hpp"

#include <algorithm>

#include "alerting/notify/message/clip.hpp"
#include "exporter/core/text.hpp"

namespace silicon::email {
namespace {

constexpr std::size_t kLine = 76;
constexpr std::string_view kDigits = "0123456789ABCDEF";
constexpr std::string_view kWordBegin = "=?utf-8?q?";
constexpr std::string_view kWordEnd = "?=";

std::string escaped_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return {'=', kDigits[byte >> 4U], kDigits[byte & 0xfU]};
}

// One line of the text; soft breaks where it is long.
void append_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool last = i + 1 == line.size();
    const bool plain = (c > ' ' && c <= '~' && c != '=') || ((c == ' ' || c == '\t') && !last);
    std::string piece = plain ? std::string(1, c) : escaped_byte(c);
    if (column + piece.size() > kLine - 1) {
      out += "=\r\n";
      column = 0;
    }
    // A dot alone on a line ends a mail, and one at its beginning may get lost.
    if (column == 0 && c == '.') piece = escaped_byte(c);
    out += piece;
    column += piece.size();
  }
}

// Of one character of UTF-8.
std::string encoded_character(std::string_view character) {
  if (character.size() > 1) {
    std::string out;
    for (const char c : character) out += escaped_byte(c);
    return out;
  }
  const char c = character[0];
  if (c == ' ') return "_";
  const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     std::string_view("!*+-/").find(c) != std::string_view::npos;
  return plain ? std::string(1, c) : escaped_byte(c);
}

bool is_plain_header(std::string_view value) {
  std::size_t word = 0;
  for (const char c : value) {
    if (c < ' ' || c > '~') return false;
    word = c == ' ' ? 0 : word + 1;
    if (word > kLine - 16) return false;
  }
  // What looks encoded would be decoded by whoever reads it.
  return value.find("=?") == std::string_view::npos && !value.starts_with(' ') &&
         !value.ends_with(' ');
}

}  // namespace

std::string quoted_printable(std::string_view text) {
  const std::string clean = notify::valid_utf8(text);
  std::string out;
  out.reserve(clean.size() + clean.size() / 8);
  core::for_each_line(clean, [&](std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_line(out, line);
    out += "\r\n";
  });
  return out;
}

std::string encoded_words(std::string_view text, std::size_t column) {
  const std::string clean = notify::valid_utf8(text);
  std::string out(kWordBegin);
  std::size_t length = column + kWordBegin.size();
  for (std::string_view rest = clean; !rest.empty();) {
    const std::size_t width = core::utf8_width(rest);
    const std::string piece = encoded_character(rest.substr(0, width));
    // A character is never torn apart (RFC 2047, section 5).
    if (length + piece.size() + kWordEnd.size() > kLine - 1) {
      out.append(kWordEnd).append(" ").append(kWordBegin);
      length = 1 + kWordBegin.size();
    }
    out += piece;
    length += piece.size();
    rest.remove_prefix(width);
  }
  return out.append(kWordEnd);
}

std::string structured_header_line(std::string_view name, std::string_view value) {
  std::string out = std::string(name) + ":";
  std::size_t column = out.size();
  for (std::string_view rest = value; !rest.empty();) {
    const auto [word, behind] = core::cut(rest, ' ');
    rest = behind;
    const bool first = column == name.size() + 1;
    const bool folds = !first && column + 1 + word.size() > kLine;
    out.append(folds ? "\r\n " : " ").append(word);
    column = (folds ? 1 : column + 1) + word.size();
  }
  return out.append("\r\n");
}

std::string header_line(std::string_view name, std::string_view value) {
  const std::string line = notify::one_line(value);
  if (is_plain_header(line)) return structured_header_line(name, line);
  return structured_header_line(name, encoded_words(line, name.size() + 2));
}

}  // namespace silicon::email
