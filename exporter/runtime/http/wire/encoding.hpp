// Compression of answers: what a client accepts, what is worth compressing, and gzip itself.
// Pure; any thread. Tested by tests/exporter/runtime/http/wire/encoding_test.cpp, fuzzed by
// tests/fuzz/runtime/http_text.cpp.
#pragma once

#include <string>
#include <string_view>

namespace silicon::runtime {

// Whether an Accept-Encoding header lets us answer in gzip (RFC 9110, 12.5.3): named, or meant by
// "*", with a q-value above 0. A header that cannot be read accepts nothing.
bool accepts_gzip(std::string_view accept_encoding);

// Whether bytes of this type get much smaller: text and JSON do, images do not.
bool is_compressible(std::string_view content_type);

// The bytes as one gzip member. Quick rather than small: level 1 of zlib.
std::string gzip(std::string_view bytes);

}  // namespace silicon::runtime
