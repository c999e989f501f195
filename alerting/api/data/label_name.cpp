#include "alerting/api/data/label_name.hpp"

#include <optional>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::api {
namespace {

void append_utf8(std::string& out, std::uint64_t code) {
  const auto byte = [&](std::uint64_t bits) { out += static_cast<char>(bits); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xc0U | (code >> 6U));
    byte(0x80U | (code & 0x3fU));
  } else if (code < 0x10000) {
    byte(0xe0U | (code >> 12U));
    byte(0x80U | ((code >> 6U) & 0x3fU));
    byte(0x80U | (code & 0x3fU));
  } else {
    byte(0xf0U | (code >> 18U));
    byte(0x80U | ((code >> 12U) & 0x3fU));
    byte(0x80U | ((code >> 6U) & 0x3fU));
    byte(0x80U | (code & 0x3fU));
  }
}

std::optional<std::string> unescaped(std::string_view text) {
  constexpr std::size_t kMostDigits = 6;
  constexpr std::uint64_t kLastCodePoint = 0x10ffff;
  std::string result;
  while (!text.empty()) {
    if (text.front() != '_') {
      result += text.front();
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = text.find('_', 1);
    if (end > kMostDigits + 1) return std::nullopt;  // or there is none
    const auto code = core::parse_hexadecimal(text.substr(1, end - 1));
    if (end == 1) {
      result += '_';
    } else if (!code || *code > kLastCodePoint) {
      return std::nullopt;
    } else {
      append_utf8(result, *code);
    }
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace

std::string unescaped_label_name(std::string_view name) {
  constexpr std::string_view kPrefix = "U__";
  if (name.empty() || !core::is_utf8(name)) return {};
  if (!name.starts_with(kPrefix)) return std::string(name);
  auto result = unescaped(name.substr(kPrefix.size()));
  return result && core::is_utf8(*result) ? *std::move(result) : std::string(name);
}

}  // namespace silicon::api
