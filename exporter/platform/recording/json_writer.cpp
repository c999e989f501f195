#include "exporter/platform/recording/json_writer.hpp"

#include <cmath>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::recording {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_escaped(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
    return;
  }
  out += "\\u00";
  out += kHexDigits[byte >> 4U];
  out += kHexDigits[byte & 0xFU];
}

}  // namespace

void JsonWriter::separate() {
  if (!out_.empty() && std::string_view("[{:").find(out_.back()) == std::string_view::npos) {
    out_ += ',';
  }
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
}

void JsonWriter::append_quoted(std::string_view value) {
  out_ += '"';
  while (!value.empty()) {
    const std::size_t width = core::utf8_width(value);
    if (width == 0) out_ += kReplacement;
    if (width == 1) append_escaped(out_, value.front());
    if (width > 1) out_ += value.substr(0, width);
    value.remove_prefix(width == 0 ? 1 : width);
  }
  out_ += '"';
}

void JsonWriter::key(std::string_view name) {
  separate();
  append_quoted(name);
  out_ += ':';
}

void JsonWriter::text(std::string_view value) {
  separate();
  append_quoted(value);
}

void JsonWriter::integer(std::int64_t value) {
  separate();
  out_ += std::to_string(value);
}

void JsonWriter::natural(std::uint64_t value) {
  separate();
  out_ += std::to_string(value);
}

void JsonWriter::number(double value) {
  separate();
  if (std::isfinite(value)) {
    out_ += core::format_double(value);
  } else {
    out_ += "null";
  }
}

}  // namespace silicon::recording
