// MD5 (RFC 1321), because that is what the relabel action hashmod divides by its modulus; a fleet
// of Prometheus servers that shares targets by it must agree with us. For nothing else.
// Pure; any thread. Tested by tests/alerting/scrape/relabel/md5_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace silicon::scrape {

std::array<std::uint8_t, 16> md5(std::string_view text);

// Its last eight bytes as a number, the first of them the most significant.
std::uint64_t md5_tail(std::string_view text);

}  // namespace silicon::scrape
