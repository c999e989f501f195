#include "exporter/runtime/http/wire/sockets.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <future>
#include <memory>
#include <system_error>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include "exporter/runtime/files.hpp"

namespace silicon::runtime {
namespace {

constexpr int kDescriptorLimit = 65536;  // further ones are not searched

std::uint16_t port_of(const SocketAddress& address) {
  if (address.family() == AF_INET) {
    return ntohs(reinterpret_cast<const sockaddr_in&>(address.storage).sin_port);
  }
  if (address.family() == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6&>(address.storage).sin6_port);
  }
  return 0;
}

bool is_numeric(const std::string& host) {
  in6_addr any{};
  return ::inet_pton(AF_INET, host.c_str(), &any) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), &any) == 1;
}

template <class Call>
SocketAddress address_by(Call call, int descriptor) {
  SocketAddress address;
  address.size = sizeof(address.storage);
  if (call(descriptor, reinterpret_cast<sockaddr*>(&address.storage), &address.size) != 0) {
    address.storage.ss_family = AF_UNSPEC;
  }
  return address;
}

core::Error listening_error(const ListenAddress& address, int error_number) {
  const std::string where = "cannot listen on " + to_string(address) + ": ";
  switch (error_number) {
    case EADDRINUSE:
      return core::Error(where +
                         "the port is in use; stop the program that has it, or choose"
                         " another port");
    case EADDRNOTAVAIL:
      return core::Error(where +
                             "this machine has no such address; choose one of its own, or"
                             " 127.0.0.1",
                         core::ErrorKind::invalid);
    case EACCES:
      return core::Error(where + "ports below 1024 need privileges; choose a higher port",
                         core::ErrorKind::denied);
    default:
      return core::Error(where + system_words(error_number));
  }
}

}  // namespace

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Socket open_socket(int family) {
  Socket socket(::socket(family, SOCK_STREAM, 0));
  if (socket.valid()) ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
  return socket;
}

std::string host_text(const SocketAddress& address) {
  std::array<char, NI_MAXHOST> text{};
  const int problem =
      ::getnameinfo(address.get(), address.size, text.data(), static_cast<socklen_t>(text.size()),
                    nullptr, 0, NI_NUMERICHOST);
  return problem == 0 ? text.data() : "";
}

core::Result<std::vector<SocketAddress>> resolve(const std::string& host, std::uint16_t port,
                                                 bool to_listen) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | (to_listen ? AI_PASSIVE : 0);
  addrinfo* found = nullptr;
  const int problem = ::getaddrinfo(host.empty() ? nullptr : host.c_str(),
                                    std::to_string(port).c_str(), &hints, &found);
  if (problem != 0) return core::Error(host + ": " + ::gai_strerror(problem));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  std::vector<SocketAddress> addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    SocketAddress address;
    if (entry->ai_addrlen > sizeof(address.storage)) continue;
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    address.size = entry->ai_addrlen;
    addresses.push_back(address);
  }
  return addresses;
}

core::Result<std::vector<SocketAddress>> resolve_within(const std::string& host, std::uint16_t port,
                                                        core::SteadyDuration limit) {
  if (is_numeric(host) || host == "localhost") return resolve(host, port, false);
  using Addresses = core::Result<std::vector<SocketAddress>>;
  auto promise = std::make_shared<std::promise<Addresses>>();
  std::future<Addresses> future = promise->get_future();
  try {
    std::thread([promise, host, port] { promise->set_value(resolve(host, port, false)); }).detach();
  } catch (const std::system_error& error) {
    return core::Error(host + ": " + error.what());
  }
  if (future.wait_for(limit) == std::future_status::ready) return future.get();
  return core::Error(host + ": its address could not be found in time", core::ErrorKind::timeout);
}

core::Result<ListenAddress> numeric_address(const ListenAddress& address, bool ipv6) {
  if (address.host.empty()) return ListenAddress{"0.0.0.0", address.port};
  const std::string where = "cannot listen on " + to_string(address) + ": ";
  const auto resolved = resolve(address.host, address.port, true);
  if (!resolved) return core::Error(where + resolved.error().message(), core::ErrorKind::invalid);
  for (const int family : {AF_INET, AF_INET6}) {
    if (family == AF_INET6 && !ipv6) break;
    for (const SocketAddress& candidate : *resolved) {
      if (candidate.family() == family) return ListenAddress{host_text(candidate), address.port};
    }
  }
  return core::Error(where +
                         "it is an IPv6 address, and this program's civetweb was built without"
                         " IPv6; choose an IPv4 address",
                     core::ErrorKind::invalid);
}

core::Status probe_listening(const ListenAddress& address) {
  const auto resolved = resolve(address.host, address.port, true);
  if (!resolved || resolved->empty()) return listening_error(address, EADDRNOTAVAIL);
  const SocketAddress& target = resolved->front();
  const Socket socket = open_socket(target.family());
  if (!socket.valid()) return listening_error(address, errno);
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (::bind(socket.get(), target.get(), target.size) != 0) return listening_error(address, errno);
  return core::Done{};
}

void knock(const ListenAddress& address) {
  const auto resolved = resolve(address.host, address.port, false);
  if (!resolved || resolved->empty()) return;
  const Socket socket = open_socket(resolved->front().family());
  static_cast<void>(::connect(socket.get(), resolved->front().get(), resolved->front().size));
}

bool shut_down_connection(const std::string& peer_host, std::uint16_t peer_port,
                          std::uint16_t local_port) {
  const long limit = std::min<long>(::sysconf(_SC_OPEN_MAX), kDescriptorLimit);
  for (int descriptor = 0; descriptor < limit; ++descriptor) {
    const SocketAddress peer = address_by(::getpeername, descriptor);
    if (port_of(peer) != peer_port || host_text(peer) != peer_host) continue;
    if (port_of(address_by(::getsockname, descriptor)) != local_port) continue;
    return ::shutdown(descriptor, SHUT_RDWR) == 0;
  }
  return false;
}

}  // namespace silicon::runtime
