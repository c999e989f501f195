// A server that does to each connection what the test's script says, however wrong that is: on a
// free port of 127.0.0.1, or on a socket file.
#pragma once

#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include <sys/un.h>

#include "tests/support/http/raw_socket.hpp"

namespace silicon::testing {

class ScriptedServer {
 public:
  using Script = std::function<void(RawSocket& peer)>;

  explicit ScriptedServer(Script script) : script_(std::move(script)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener_ = RawSocket(::socket(AF_INET, SOCK_STREAM, 0));
    listen(&address, sizeof(address));
    socklen_t size = sizeof(address);
    ::getsockname(listener_.descriptor(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }

  ScriptedServer(const std::string& socket_path, Script script) : script_(std::move(script)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket_path.c_str(), sizeof(address.sun_path) - 1);
    listener_ = RawSocket(::socket(AF_UNIX, SOCK_STREAM, 0));
    listen(&address, sizeof(address));
  }

  ~ScriptedServer() {
    ::shutdown(listener_.descriptor(), SHUT_RDWR);
    thread_.join();
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void listen(const void* address, socklen_t size) {
    ::bind(listener_.descriptor(), static_cast<const sockaddr*>(address), size);
    ::listen(listener_.descriptor(), 16);
    thread_ = std::thread([this] { serve(); });
  }

  void serve() {
    for (;;) {
      RawSocket peer(::accept(listener_.descriptor(), nullptr, nullptr));
      if (!peer.valid()) return;
      script_(peer);
    }
  }

  Script script_;
  RawSocket listener_{-1};
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace silicon::testing
