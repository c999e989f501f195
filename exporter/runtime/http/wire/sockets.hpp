// The few things we do with sockets ourselves, in both server and client: owning a descriptor,
// resolving names, and finding out in the system's words why an address cannot be listened on.
// Any thread. Tested by tests/exporter/runtime/http/wire/sockets_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <sys/socket.h>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/http/wire/address.hpp"

namespace silicon::runtime {

// Owns a descriptor and closes it.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Socket();

  bool valid() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

// A stream socket that child processes do not inherit; not valid() with errno set on failure.
Socket open_socket(int family);

// One address of a host, as the system's calls take it.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  int family() const { return storage.ss_family; }
};

// "127.0.0.1", "::1", without the port.
std::string host_text(const SocketAddress& address);

// Addresses of a name or of an address in text, in the system's order; may wait for a name server.
core::Result<std::vector<SocketAddress>> resolve(const std::string& host, std::uint16_t port,
                                                 bool to_listen);

// The same for connecting, given up after `limit`. A name is looked up on a thread that is left to
// itself when it takes longer: the system's resolver cannot be interrupted.
core::Result<std::vector<SocketAddress>> resolve_within(const std::string& host, std::uint16_t port,
                                                        core::SteadyDuration limit);

// The same address with a name turned into numbers, IPv4 where there is a choice; "" (every
// interface) becomes 0.0.0.0. IPv6 is an error where `ipv6` is false.
core::Result<ListenAddress> numeric_address(const ListenAddress& address, bool ipv6);

// Binds and lets go again, to learn whether `address` (numeric) can be listened on. The error says
// what is the matter and what to do.
core::Status probe_listening(const ListenAddress& address);

// Connects to `address` (numeric) and hangs up.
void knock(const ListenAddress& address);

// Shuts down this process's connection between `peer_host`:`peer_port` and its own `local_port`, as
// if the peer had gone; false when there is none. For libraries that do not hand out their sockets:
// looks through all descriptors of the process (some microseconds). The caller makes sure that the
// connection is not being closed meanwhile.
bool shut_down_connection(const std::string& peer_host, std::uint16_t peer_port,
                          std::uint16_t local_port);

}  // namespace silicon::runtime
