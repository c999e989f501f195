#include "alerting/template/format/escape.hpp"

namespace silicon::templates {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

void append_hexadecimal(std::string& out, std::string_view prefix, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += prefix;
  out += kDigits[byte / 16];
  out += kDigits[byte % 16];
}

std::string_view html_name(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '\'':
      return "&#39;";
    case '"':
      return "&#34;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\0':
      return "\xEF\xBF\xBD";
    default:
      return {};
  }
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const std::string_view name = html_name(c);
    if (name.empty()) {
      out += c;
    } else {
      out += name;
    }
  }
  return out;
}

std::string escape_javascript(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '\'' || c == '"') {
      out += '\\';
      out += c;
    } else if (c == '<' || c == '>' || c == '&' || c == '=' || (c >= 0 && c < ' ')) {
      append_hexadecimal(out, "\\u00", c);
    } else {
      out += c;
    }
  }
  return out;
}

std::string escape_query(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      append_hexadecimal(out, "%", c);
    }
  }
  return out;
}

}  // namespace silicon::templates
