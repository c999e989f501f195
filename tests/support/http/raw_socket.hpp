// A TCP or UNIX connection of which a test controls every byte: the client that a server did not
// hope for, or the server that a client did not. Waits at most ten seconds for anything.
#pragma once

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace silicon::testing {

class RawSocket {
 public:
  static constexpr int kPatienceMilliseconds = 10'000;

  // The process ignores SIGPIPE from now on: a peer that is gone is an ordinary thing here.
  explicit RawSocket(int descriptor) : descriptor_(descriptor) { std::signal(SIGPIPE, SIG_IGN); }
  RawSocket(RawSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  RawSocket& operator=(RawSocket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~RawSocket() { close(); }

  static RawSocket connected_to(std::uint16_t port) {
    RawSocket socket(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket.descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) !=
        0) {
      socket.close();
    }
    return socket;
  }

  bool valid() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

  // False when the peer is gone or takes nothing any more.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      if (!wait(POLLOUT, kPatienceMilliseconds)) return false;
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (sent < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Whatever comes next; "" at the end, nullopt when nothing comes in time.
  std::optional<std::string> receive(int milliseconds = kPatienceMilliseconds) {
    if (!wait(POLLIN, milliseconds)) return std::nullopt;
    std::array<char, 65536> buffer;
    const ssize_t got = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    return std::string(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  }

  // Everything up to and including `end`; what there was when it does not come.
  std::string receive_until(std::string_view end) {
    while (unread_.find(end) == std::string::npos) {
      const auto piece = receive();
      if (!piece || piece->empty()) return std::exchange(unread_, {});
      unread_ += *piece;
    }
    return take(unread_.find(end) + end.size());
  }

  std::string receive_exactly(std::size_t size) {
    while (unread_.size() < size) {
      const auto piece = receive();
      if (!piece || piece->empty()) return std::exchange(unread_, {});
      unread_ += *piece;
    }
    return take(size);
  }

  // Everything up to the end of the connection.
  std::string receive_all() {
    std::string all = std::exchange(unread_, {});
    for (;;) {
      const auto piece = receive();
      if (!piece || piece->empty()) return all;
      all += *piece;
    }
  }

  // Whether the peer ends the connection (without sending more) within the time.
  bool is_closed_within(std::chrono::milliseconds limit) {
    const auto piece = receive(static_cast<int>(limit.count()));
    return piece && piece->empty();
  }

  void stop_sending() { ::shutdown(descriptor_, SHUT_WR); }

  // Ends the connection with a reset instead of in good order.
  void reset() {
    const linger at_once{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close();
  }

  void close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }

 private:
  bool wait(short events, int milliseconds) const {
    pollfd watched{descriptor_, events, 0};
    return ::poll(&watched, 1, milliseconds) > 0;
  }

  std::string take(std::size_t size) {
    std::string taken = unread_.substr(0, size);
    unread_.erase(0, size);
    return taken;
  }

  int descriptor_ = -1;
  std::string unread_;
};

}  // namespace silicon::testing
