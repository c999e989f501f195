// The small texts of HTTP that we read ourselves: addresses, URLs, queries, Accept-Encoding,
// credentials. What is accepted must survive being written and read again.
#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/runtime/http/authentication.hpp"
#include "exporter/runtime/http/message.hpp"
#include "exporter/runtime/http/router.hpp"
#include "exporter/runtime/http/wire/address.hpp"
#include "exporter/runtime/http/wire/encoding.hpp"
#include "exporter/runtime/http/wire/url.hpp"

using namespace silicon::runtime;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto address = parse_listen_address(text)) {
    assert(parse_listen_address(to_string(*address)).value() == *address);
  }
  if (const auto url = parse_http_url(text)) {
    assert(url->socket_path.empty() != url->host.empty());
    assert(url->target.starts_with('/'));
    assert(url->target.find_first_of(" \r\n") == std::string::npos);
  }
  if (const auto url = resolve_location({"host", 80, "", "/path/file?query"}, text)) {
    assert(url->socket_path.empty() && !url->host.empty());
    assert(url->target.starts_with('/'));
    assert(url->target.find_first_of(" \r\n") == std::string::npos);
  }
  const auto decoded = decode_percent(text, false);
  assert(!decoded || decoded->size() <= text.size());
  for (const auto& [name, value] : parse_query(text)) {
    assert(name.size() + value.size() <= text.size());
  }
  const auto bytes = decode_base64(text);
  assert(!bytes || bytes->size() <= text.size());
  const std::size_t half = size / 2;
  path_fits(text.substr(0, half), text.substr(half));
  accepts_gzip(text);
  HttpRequest request;
  request.headers = {{"Authorization", std::string(text)}};
  // Longer than anything that the header can hold, so that nobody may come in.
  const Secret longer(std::string(text) + "x");
  assert(refusal({{{"user", longer}}, {longer}}, request).has_value());
  return 0;
}
