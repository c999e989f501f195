#include "exporter/runtime/http/wire/address.hpp"

#include <limits>
#include <utility>

#include "exporter/core/numbers.hpp"

namespace silicon::runtime {
namespace {

core::Error invalid(std::string_view text, std::string_view problem) {
  return core::Error("\"" + std::string(text) + "\" is not an address to listen on: " +
                         std::string(problem) + "; write HOST:PORT, such as 127.0.0.1:9924, " +
                         "[::1]:9924, or :9924 for every interface",
                     core::ErrorKind::invalid);
}

bool is_ipv6_text(std::string_view host) {
  return host.find(':') != host.npos &&
         host.find_first_not_of("0123456789abcdefABCDEF:.") == host.npos;
}

bool is_host_name(std::string_view host) {
  return host.size() <= 253 && host.find_first_not_of(
                                   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789.-_") == host.npos;
}

}  // namespace

std::optional<std::uint16_t> parse_port(std::string_view text) {
  const auto number = core::parse_unsigned(text);
  if (!number || *number > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  return static_cast<std::uint16_t>(*number);
}

core::Result<ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return invalid(text, "it has no port");
  std::string_view host = text.substr(0, colon);
  const auto port = parse_port(text.substr(colon + 1));
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    if (!is_ipv6_text(host)) return invalid(text, "there is no IPv6 address in the brackets");
  } else if (host.find(':') != host.npos) {
    return invalid(text, "an IPv6 address needs brackets");
  } else if (!is_host_name(host)) {
    return invalid(text, "the host has characters that no name has");
  }
  if (!port) return invalid(text, "the port is not a number from 0 to 65535");
  return ListenAddress{std::string(host), *port};
}

std::string to_string(const ListenAddress& address) {
  const bool brackets = address.host.find(':') != std::string::npos;
  return (brackets ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host == "::1") return true;
  if (host.starts_with("::ffff:")) host.remove_prefix(7);  // IPv4 seen through an IPv6 socket
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
}

}  // namespace silicon::runtime
