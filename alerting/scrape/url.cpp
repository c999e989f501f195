#include "alerting/scrape/url.hpp"

#include <algorithm>

namespace silicon::scrape {
namespace {

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4U];
  out += kDigits[byte & 0xfU];
}

}  // namespace

bool is_address(std::string_view text) {
  const auto is_foreign = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f ||
           std::string_view("/@?#\\\"<>").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::none_of(text.begin(), text.end(), is_foreign);
}

std::string escaped_path(std::string_view path) {
  constexpr std::string_view kAlsoPlain = "$&+,/:;=@";
  std::string out;
  for (const char c : path) {
    if (is_unreserved(c) || kAlsoPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      append_escaped(out, c);
    }
  }
  return out;
}

std::string escaped_query(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      append_escaped(out, c);
    }
  }
  return out;
}

std::string encoded_query(const std::map<std::string, std::vector<std::string>>& parameters) {
  std::string out;
  for (const auto& [name, values] : parameters) {
    for (const std::string& value : values) {
      if (!out.empty()) out += '&';
      out += escaped_query(name) + '=' + escaped_query(value);
    }
  }
  return out;
}

}  // namespace silicon::scrape
