// The bytes in front of an answer's body: status line and headers. Pure; any thread.
// Tested by tests/exporter/runtime/http/wire/response_head_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "exporter/core/time.hpp"
#include "exporter/runtime/http/message.hpp"

namespace silicon::runtime {

struct ResponseHead {
  int status = 200;
  std::string_view content_type = {};
  std::size_t content_length = 0;          // of the body as it is, or would be (HEAD), sent
  std::string_view content_encoding = {};  // "" for none
  bool varies_by_encoding = false;
  bool keep_alive = false;
};

// Whether answers of this status have a body at all: not 1xx, 204 and 304.
bool has_body(int status);

// Ends with the empty line. Header values that hold line breaks are left out, so that no handler
// can be made to answer with headers of a client's choice.
std::string render(const ResponseHead& head, const HttpHeaders& headers, core::Instant now);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date(core::Instant time);

}  // namespace silicon::runtime
