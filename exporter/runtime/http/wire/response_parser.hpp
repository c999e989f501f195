// The bytes that a server answers with, turned into an HttpAnswer piece by piece: Boost.Beast's
// parser with our limits and words. No sockets: whoever has the bytes feeds them. One thread.
// Tested by tests/exporter/runtime/http/wire/response_parser_test.cpp, fuzzed by
// tests/fuzz/runtime/http_response.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/runtime/http/message.hpp"

namespace silicon::runtime {

struct ResponseLimits {
  std::size_t header_bytes = std::size_t{16} * 1024;
  std::size_t body_bytes = std::size_t{16} * 1024 * 1024;
};

class ResponseParser {
 public:
  // Takes one piece of the body; false ends the parsing as if the body had ended.
  using Visit = std::function<bool(std::string_view piece)>;

  // `head_only`: the answer to a HEAD request, whose Content-Length announces nothing. With `visit`
  // the body of a 2xx answer goes there, unlimited; otherwise it is collected.
  ResponseParser(bool head_only, const ResponseLimits& limits, Visit visit = {});
  ~ResponseParser();
  ResponseParser(const ResponseParser&) = delete;
  ResponseParser& operator=(const ResponseParser&) = delete;

  // Whether the answer is complete; further bytes are ignored then. Errors are final: not HTTP,
  // over a limit.
  core::Result<bool> feed(std::string_view bytes);

  // The server has hung up: that is the end of an answer without a length, and an error elsewhere.
  core::Status finish();

  HttpAnswer take();

 private:
  class Impl;

  void expect_next();

  const bool head_only_;
  const ResponseLimits limits_;
  const Visit visit_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace silicon::runtime
