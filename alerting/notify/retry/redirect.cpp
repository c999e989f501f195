#include "alerting/notify/retry/redirect.hpp"

#include "alerting/template/functions/text.hpp"
#include "exporter/core/text.hpp"

namespace silicon::notify {
namespace {

// "https://host:port" of a URL, in small letters, with the port that goes without saying and
// without a name and password.
std::string origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#\\"));
  host = host.substr(host.rfind('@') + 1);
  std::string origin = templates::to_lower(url.substr(0, scheme + 3)) + templates::to_lower(host);
  const std::size_t bracket = host.rfind(']');  // of an IPv6 address
  const std::size_t colon = host.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (!has_port) origin += origin.starts_with("https://") ? ":443" : ":80";
  return origin;
}

core::Error refused(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::invalid);
}

}  // namespace

core::Result<std::optional<std::string>> redirected(std::string_view url, int status,
                                                    std::string_view location) {
  if (status < 300 || status > 399 || status == 304) return std::optional<std::string>();
  const std::string code = "HTTP status " + std::to_string(status) + ": ";
  if (location.empty()) return refused(code + "a redirect to nowhere");
  if (status != 307 && status != 308) {
    return refused(code + "a redirect that would not deliver the message");
  }
  const std::string origin = origin_of(url);
  if (location.starts_with('/') && !location.starts_with("//") && !location.starts_with("/\\")) {
    const std::size_t path = url.find_first_of("/?#", url.find("://") + 3);
    return std::optional(std::string(url.substr(0, path)) + std::string(location));
  }
  const std::string other = origin_of(location);
  if (other != origin || location.find_first_of(" \t\r\n") != std::string_view::npos) {
    return refused(code + "a redirect to another host is refused: " +
                   core::excerpt(other.empty() ? "no whole URL" : other));
  }
  return std::optional(std::string(location));
}

}  // namespace silicon::notify
