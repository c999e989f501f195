#include "exporter/runtime/http/wire/url.hpp"

#include <algorithm>
#include <utility>

#include "exporter/runtime/http/wire/address.hpp"

namespace silicon::runtime {
namespace {

// The text itself is not repeated where it may hold a password.
bool has_blanks_or_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
}

// unix:///run/docker.sock or unix:///run/docker.sock:/v1.24/info
core::Result<HttpUrl> parse_socket_url(std::string_view rest) {
  HttpUrl url;
  const std::size_t colon = rest.find(":/");
  url.socket_path = rest.substr(0, colon);
  if (colon != rest.npos) url.target = rest.substr(colon + 1);
  if (!url.socket_path.starts_with('/')) {
    return core::invalid("a unix:// address needs an absolute path: unix:///run/docker.sock");
  }
  return url;
}

// Splits HOST[:PORT] into `url`.
bool take_authority(std::string_view authority, HttpUrl& url) {
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == authority.npos) return false;
    url.host = authority.substr(1, end - 1);
    port = authority.substr(end + 1);
  } else {
    url.host = authority.substr(0, authority.find(':'));
    port = authority.substr(url.host.size());
  }
  if (url.host.empty()) return false;
  if (port.empty()) return true;
  const auto number = parse_port(port.substr(1));
  if (port.front() != ':' || !number || *number == 0) return false;
  url.port = *number;
  return true;
}

}  // namespace

core::Result<HttpUrl> parse_http_url(std::string_view text) {
  constexpr std::string_view kHttp = "http://";
  constexpr std::string_view kUnix = "unix://";
  if (has_blanks_or_controls(text)) return core::invalid("an address cannot have blanks in it");
  if (text.starts_with("https://")) {
    return core::invalid("https is not spoken here: use http://, or a proxy that speaks TLS");
  }
  if (text.starts_with(kUnix)) return parse_socket_url(text.substr(kUnix.size()));
  if (!text.starts_with(kHttp)) return core::invalid("an address begins with http:// or unix://");
  text.remove_prefix(kHttp.size());
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  const std::string_view authority = text.substr(0, end);
  if (authority.find('@') != authority.npos) {
    return core::invalid(
        "an address cannot hold user:password@ here: it would show up in messages");
  }
  HttpUrl url;
  if (!take_authority(authority, url)) {
    return core::invalid("there is no valid HOST or HOST:PORT behind http://");
  }
  const std::string_view target = text.substr(end, text.find('#') - end);
  url.target = target.starts_with('/') ? std::string(target) : "/" + std::string(target);
  return url;
}

core::Result<HttpUrl> resolve_location(const HttpUrl& from, std::string_view location) {
  if (location.empty()) return core::invalid("the redirect names no Location");
  if (has_blanks_or_controls(location))
    return core::invalid("the redirect's Location has blanks in it");
  if (location.starts_with("//")) return parse_http_url("http:" + std::string(location));
  if (location.find("://") < location.find_first_of("/?#")) {
    if (location.starts_with("unix:")) return core::invalid("the redirect leads to a socket file");
    return parse_http_url(location);
  }
  location = location.substr(0, location.find('#'));
  HttpUrl url = from;
  if (location.starts_with('/')) {
    url.target = location;
    return url;
  }
  const std::string path = from.target.substr(0, from.target.find('?'));
  const bool is_query = location.empty() || location.starts_with('?');
  url.target = (is_query ? path : path.substr(0, path.rfind('/') + 1)) + std::string(location);
  return url;
}

}  // namespace silicon::runtime
