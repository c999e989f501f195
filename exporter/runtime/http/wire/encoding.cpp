#include "exporter/runtime/http/wire/encoding.hpp"

#include <cassert>
#include <new>
#include <optional>

#include <zlib.h>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/http/message.hpp"

namespace silicon::runtime {
namespace {

constexpr int kLevel = 1;
constexpr int kGzipWindow = 15 + 16;  // the largest window; 16 asks for a gzip header
constexpr int kMemoryLevel = 8;       // zlib's default

// The q-value of one element's parameters (";q=0.5"); nullopt when it is malformed.
std::optional<double> quality(std::string_view parameters) {
  double q = 1;
  while (!parameters.empty()) {
    const auto [parameter, rest] = core::cut(parameters, ';');
    const auto [name, value] = core::cut(core::trimmed(parameter), '=');
    if (equal_ignoring_case(name, "q")) {
      const auto number = core::parse_double(value);
      if (!number || !(*number >= 0 && *number <= 1)) return std::nullopt;
      q = *number;
    }
    parameters = rest;
  }
  return q;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<bool> named;
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    const auto [element, rest] = core::cut(accept_encoding, ',');
    const auto [coding, parameters] = core::cut(element, ';');
    const std::string_view name = core::trimmed(coding);
    const std::optional<double> q = quality(parameters);
    if (!q) return false;
    if (equal_ignoring_case(name, "gzip") || equal_ignoring_case(name, "x-gzip")) named = *q > 0;
    if (name == "*") any = *q > 0;
    accept_encoding = rest;
  }
  return named.value_or(any.value_or(false));
}

bool is_compressible(std::string_view content_type) {
  const std::string_view type = core::trimmed(core::cut(content_type, ';').first);
  for (const std::string_view known :
       {"application/json", "application/openmetrics-text", "application/javascript",
        "application/yaml", "image/svg+xml"}) {
    if (equal_ignoring_case(type, known)) return true;
  }
  return equal_ignoring_case(type.substr(0, 5), "text/");
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  int status =
      deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY);
  if (status != Z_OK) throw std::bad_alloc();  // the only way in which valid parameters fail
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib reads through a pointer to non-const without writing.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  status = deflate(&stream, Z_FINISH);
  assert(status == Z_STREAM_END);  // deflateBound() promised the room
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace silicon::runtime
