#include "alerting/routing/matching/characters.hpp"

#include "exporter/core/text.hpp"

namespace silicon::routing {

CodePoint first_code_point(std::string_view utf8) {
  if (utf8.empty()) return {};
  const std::size_t width = core::utf8_width(utf8);
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(utf8[i]));
  };
  if (width <= 1) return {byte(0), 1};
  char32_t value = byte(0) & (0xffU >> (width + 1));
  for (std::size_t i = 1; i < width; ++i) value = value << 6U | (byte(i) & 0x3fU);
  return {value, width};
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool is_reserved(char32_t c) {
  constexpr std::string_view kSigns = "{}!=~,\\\"'`";
  return is_space(c) || (c < 0x80 && kSigns.find(static_cast<char>(c)) != std::string_view::npos);
}

bool has_reserved(std::string_view utf8) {
  while (!utf8.empty()) {
    const CodePoint point = first_code_point(utf8);
    if (is_reserved(point.value)) return true;
    utf8.remove_prefix(point.width);
  }
  return false;
}

}  // namespace silicon::routing
