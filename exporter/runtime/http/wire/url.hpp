// The addresses that our client can call. Pure: nothing is resolved here. Any thread. Tested by
// tests/exporter/runtime/http/wire/url_test.cpp, fuzzed by tests/fuzz/runtime/http_text.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::runtime {

struct HttpUrl {
  std::string host;  // "" for a socket file
  std::uint16_t port = 80;
  std::string socket_path;   // "" for TCP
  std::string target = "/";  // path and query
};

// http://HOST[:PORT][/PATH][?QUERY], or unix:///path/to/socket[:/PATH] for a socket file. Refused:
// https (there is no TLS here), user:password@ (so that no message can show it), control
// characters.
core::Result<HttpUrl> parse_http_url(std::string_view text);

// Where the Location header of an answer from `from` leads: an absolute address, //HOST/PATH, or a
// path as RFC 3986 resolves it but for "." and "..", which stay. Never to a socket file of the
// server's choice.
core::Result<HttpUrl> resolve_location(const HttpUrl& from, std::string_view location);

}  // namespace silicon::runtime
