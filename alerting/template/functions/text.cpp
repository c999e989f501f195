#include "alerting/template/functions/text.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::templates {
namespace {

using Letter = std::uint32_t;

// Letters of two bytes and one, the only ones whose case is changed here.
std::string encoded(Letter c) {
  if (c < 0x80) return {static_cast<char>(c)};
  return {static_cast<char>(0xc0U | (c >> 6U)), static_cast<char>(0x80U | (c & 0x3fU))};
}

bool between(Letter c, Letter first, Letter last) {
  return c >= first && c <= last;
}

Letter upper(Letter c) {
  if (between(c, 'a', 'z')) return c - 32;
  if (between(c, 0xe0, 0xfe) && c != 0xf7) return c - 32;     // Latin-1
  if (between(c, 0x3b1, 0x3c9) && c != 0x3c2) return c - 32;  // Greek
  if (between(c, 0x430, 0x44f)) return c - 32;                // Cyrillic
  if (between(c, 0x450, 0x45f)) return c - 80;
  return c;
}

Letter lower(Letter c) {
  if (between(c, 'A', 'Z')) return c + 32;
  if (between(c, 0xc0, 0xde) && c != 0xd7) return c + 32;
  if (between(c, 0x391, 0x3a9) && c != 0x3a2) return c + 32;
  if (between(c, 0x410, 0x42f)) return c + 32;
  if (between(c, 0x400, 0x40f)) return c + 80;
  return c;
}

// The letter at the front when it takes one or two bytes.
std::optional<std::pair<Letter, std::size_t>> first_letter(std::string_view text) {
  const std::size_t width = core::utf8_width(text);
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (width == 1) return {{byte(0), 1}};
  if (width == 2) return {{((byte(0) & 0x1fU) << 6U) | (byte(1) & 0x3fU), 2}};
  return std::nullopt;
}

bool is_letter(Letter c) {
  return between(c, 'a', 'z') || between(c, 'A', 'Z') || c >= 0x80;
}

// What does not end a word where it stands between two letters: don't, a.b
bool joins(Letter c) {
  return c == '\'' || c == '.' || c == ':';
}

bool begins_with_letter(std::string_view text) {
  if (text.empty()) return false;
  const auto letter = first_letter(text);
  return !letter || is_letter(letter->first);
}

// `change` is asked for every letter, with whether it is the first of its word.
std::string mapped(std::string_view text, const std::function<Letter(Letter, bool)>& change) {
  std::string out;
  bool first = true;
  bool behind_letter = false;
  while (!text.empty()) {
    const auto letter = first_letter(text);
    const std::size_t width =
        letter ? letter->second : std::max<std::size_t>(core::utf8_width(text), 1);
    const Letter c = letter ? letter->first : 0xffff;
    if (letter) {
      out += encoded(change(c, first));
    } else {
      out += text.substr(0, width);
    }
    text.remove_prefix(width);
    const bool joined = joins(c) && behind_letter && begins_with_letter(text);
    if (is_letter(c)) first = false;
    if (!is_letter(c) && !between(c, '0', '9') && c != '_' && !joined) first = true;
    behind_letter = is_letter(c);
  }
  return out;
}

struct Address {
  std::string_view host;
  std::string_view port;
};

// Go's net.SplitHostPort.
std::optional<Address> split(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view port = text.substr(colon + 1);
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[')) {
    if (host.size() < 2 || host.find(']') != host.size() - 1) return std::nullopt;
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  if (host.find_first_of("[]") != std::string_view::npos) return std::nullopt;
  if (port.find_first_of("[]") != std::string_view::npos) return std::nullopt;
  return Address{host, port};
}

bool is_ipv4(std::string_view text) {
  int parts = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view part = text.substr(0, dot);
    const auto number = core::parse_unsigned(part);
    if (!number || *number > 255 || (part.size() > 1 && part[0] == '0')) return false;
    ++parts;
    if (dot == std::string_view::npos) return parts == 4;
    text.remove_prefix(dot + 1);
  }
}

bool is_ipv6(std::string_view text) {
  if (text.find(':') == std::string_view::npos || text.find(":::") != std::string_view::npos) {
    return false;
  }
  std::size_t groups = 0;
  const bool shortened = text.find("::") != std::string_view::npos;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(':', begin), text.size());
    const std::string_view group = text.substr(begin, end - begin);
    if (end == text.size() && is_ipv4(group)) {
      ++groups;
    } else if (group.size() > 4 || (!group.empty() && !core::parse_hexadecimal(group)) ||
               (group.empty() && !shortened)) {
      return false;
    }
    if (!group.empty()) ++groups;
    begin = end + 1;
  }
  return shortened ? groups < 8 : groups == 8;
}

}  // namespace

std::string to_upper(std::string_view text) {
  return mapped(text, [](Letter c, bool) { return upper(c); });
}

std::string to_lower(std::string_view text) {
  return mapped(text, [](Letter c, bool) { return lower(c); });
}

std::string title(std::string_view text) {
  return mapped(text, [](Letter c, bool first) { return first ? upper(c) : c; });
}

std::string strip_port(std::string_view address) {
  const auto parts = split(address);
  return std::string(parts ? parts->host : address);
}

std::string strip_domain(std::string_view address) {
  const auto parts = split(address);
  const std::string_view host = parts ? parts->host : address;
  if (is_ipv4(host) || is_ipv6(host)) return std::string(address);
  std::string name(host.substr(0, host.find('.')));
  if (parts && !parts->port.empty()) name += ":" + std::string(parts->port);
  return name;
}

}  // namespace silicon::templates
