// Any bytes as the answer of a server, cut into pieces: the outcome must not depend on the cuts.
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/runtime/http/wire/response_parser.hpp"

namespace {

using namespace silicon::runtime;

constexpr ResponseLimits kLimits{.header_bytes = 1024, .body_bytes = 4096};

// "error", or the answer as text.
std::string outcome(std::string_view bytes, std::size_t step) {
  ResponseParser parser(false, kLimits);
  while (!bytes.empty()) {
    const std::size_t size = std::min(step, bytes.size());
    const auto done = parser.feed(bytes.substr(0, size));
    if (!done) return "error";
    bytes.remove_prefix(size);
    if (*done) break;
  }
  if (!parser.finish()) return "error";
  const HttpAnswer answer = parser.take();
  std::string text = std::to_string(answer.status) + "\n";
  for (const HttpHeader& header : answer.headers) text += header.name + ":" + header.value + "\n";
  return text + "\n" + answer.body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string whole = outcome(bytes, std::max<std::size_t>(size, 1));
  const std::string pieces = outcome(bytes, 1);
  // Limits are checked at the end of a piece, so that near them the cuts may matter.
  if (size < kLimits.header_bytes) assert(whole == pieces);
  return 0;
}
