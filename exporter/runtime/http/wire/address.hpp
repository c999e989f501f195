// Where to listen, as users write it: "127.0.0.1:9924", "[::1]:9924", ":9924", "localhost:9924".
// Pure: nothing is resolved here. Any thread. Tested by
// tests/exporter/runtime/http/wire/address_test.cpp, fuzzed by tests/fuzz/runtime/http_text.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::runtime {

struct ListenAddress {
  std::string host = "127.0.0.1";  // "" for every interface; IPv6 without brackets
  std::uint16_t port = 0;          // 0: any free one

  friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

// HOST:PORT. An IPv6 host needs brackets; a lone port or host is an error that says what to write.
core::Result<ListenAddress> parse_listen_address(std::string_view text);

// 0 to 65535, in digits only.
std::optional<std::uint16_t> parse_port(std::string_view text);

// As parse_listen_address() reads it.
std::string to_string(const ListenAddress& address);

// Whether only this machine can reach it: 127.0.0.0/8, ::1, "localhost".
bool is_loopback_host(std::string_view host);

}  // namespace silicon::runtime
