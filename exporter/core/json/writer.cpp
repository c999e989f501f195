#include "exporter/core/json/writer.hpp"

#include <cmath>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

bool stands_for_itself(char c) {
  return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

}  // namespace

void append_control_escape(std::string& out, char control) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  switch (control) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHexDigits[static_cast<unsigned char>(control) >> 4U];
      out += kHexDigits[static_cast<unsigned char>(control) & 0xFU];
  }
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_quoted(name);
  text_ += ':';
  separate_next_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  append_quoted(text);
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  separate();
  text_ += std::isfinite(value) ? format_double(value) : "null";
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  separate_next_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  text_ += bracket;
  separate_next_ = true;
  return *this;
}

void JsonWriter::separate() {
  if (separate_next_) text_ += ',';
  separate_next_ = true;
}

void JsonWriter::append_quoted(std::string_view text) {
  text_ += '"';
  while (!text.empty()) {
    const char c = text.front();
    std::size_t width = 1;
    if (stands_for_itself(c)) {
      text_ += c;
    } else if (c == '"' || c == '\\') {
      (text_ += '\\') += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      append_control_escape(text_, c);
    } else if (width = utf8_width(text); width > 0) {
      text_ += text.substr(0, width);
    } else {
      text_ += "\xef\xbf\xbd";
      width = 1;
    }
    text.remove_prefix(width);
  }
  text_ += '"';
}

}  // namespace silicon::core
