#include "alerting/notify/message/clip.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "exporter/core/text.hpp"

namespace silicon::notify {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

// The longest front of a text that has no more bytes and, where it is UTF-8, ends between
// characters.
std::string_view front(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  while (end > 0 && bytes - end < 3 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) {
    --end;
  }
  return text.substr(0, end);
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  if (core::is_utf8(text)) return std::string(text);
  std::string out;
  while (!text.empty()) {
    const std::size_t width = core::utf8_width(text);
    out += width == 0 ? kReplacement : text.substr(0, width);
    text.remove_prefix(std::max<std::size_t>(width, 1));
  }
  return out;
}

std::string clip_characters(std::string_view text, std::size_t most) {
  // No character has more than four bytes, and nobody reads the rest.
  std::string clean = valid_utf8(front(text, most * 4 + 4));
  if (core::code_points(clean) <= most) return clean;
  std::size_t end = 0;
  for (std::size_t i = 1; i < most; ++i) {
    end += core::utf8_width(std::string_view(clean).substr(end));
  }
  clean.resize(end);
  return most == 0 ? "" : clean.append(kEllipsis);
}

std::string clip_bytes(std::string_view text, std::size_t most) {
  assert(most >= 64);
  std::string clean = valid_utf8(front(text, most + 4));
  if (clean.size() <= most && text.size() <= most + 4) return clean;
  const std::string_view kept = front(clean, most - 48);
  const std::size_t left = std::max(text.size(), clean.size()) - kept.size();
  return std::string(kept).append(" ").append(kEllipsis).append(" (") + std::to_string(left) +
         " bytes more)";
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_control(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return !is_control(c) || c == '\n' || c == '\t'; });
  return out;
}

}  // namespace silicon::notify
