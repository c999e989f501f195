#include "exporter/runtime/http/client.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/un.h>
#include <unistd.h>

#include "exporter/runtime/files.hpp"
#include "exporter/runtime/http/wire/response_parser.hpp"
#include "exporter/runtime/http/wire/sockets.hpp"

namespace silicon::runtime {
namespace {

constexpr std::size_t kReadSize = std::size_t{16} * 1024;

std::string name_of(const HttpUrl& url) {
  if (!url.socket_path.empty()) return "unix://" + url.socket_path;
  return "http://" + to_string(ListenAddress{url.host, url.port});
}

core::Error timeout(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::timeout);
}

core::Error connect_error(int error_number) {
  const std::string words = "cannot connect: " + system_words(error_number);
  switch (error_number) {
    case ENOENT:
      return core::Error(words, core::ErrorKind::absent);
    case EACCES:
    case EPERM:
      return core::Error(words, core::ErrorKind::denied);
    case ETIMEDOUT:
      return timeout(words);
    default:
      return core::Error(words);
  }
}

std::string request_text(const HttpCall& call) {
  const bool is_local = !call.url.socket_path.empty();
  std::string text = call.method + " " + call.url.target + " HTTP/1.1\r\nHost: ";
  text += is_local ? "localhost" : to_string(ListenAddress{call.url.host, call.url.port});
  text += "\r\nConnection: close\r\n";
  if (!call.body.empty() || call.method == "POST" || call.method == "PUT") {
    text += "Content-Length: " + std::to_string(call.body.size()) + "\r\n";
  }
  for (const HttpHeader& header : call.headers) text += header.name + ": " + header.value + "\r\n";
  return text + "\r\n" + call.body;
}

core::Status check(const HttpCall& call) {
  bool clean =
      is_one_line(call.method) && call.url.target.find_first_of(" \r\n") == std::string::npos;
  for (const HttpHeader& header : call.headers) {
    clean = clean && is_one_line(header.name) && is_one_line(header.value);
  }
  if (clean) return core::Done{};
  return core::Error("a line break in the request's method, path or headers",
                     core::ErrorKind::invalid);
}

// One call: its socket, its times, and whether it was cancelled.
class Exchange {
 public:
  Exchange(const HttpCall& call, const core::Clock& clock, const Cancellation* cancellation)
      : call_(call),
        clock_(clock),
        cancellation_(cancellation),
        begin_(clock.steady()),
        end_(call.limits.total.count() > 0 ? std::optional(begin_ + call.limits.total)
                                           : std::nullopt) {}

  core::Status connect();
  core::Status send(std::string_view bytes);
  core::Result<HttpAnswer> receive(ResponseParser& parser);
  Socket take_socket() { return std::move(socket_); }

 private:
  core::Status connect_to(const SocketAddress& address, core::SteadyInstant until);
  core::Status wait(short events, std::optional<core::SteadyInstant> until, const char* late);
  core::Result<std::vector<SocketAddress>> addresses(core::SteadyInstant until) const;
  std::optional<core::SteadyInstant> silence_end() const;

  const HttpCall& call_;
  const core::Clock& clock_;
  const Cancellation* cancellation_;
  const core::SteadyInstant begin_;
  const std::optional<core::SteadyInstant> end_;
  Socket socket_;
};

// Until the socket is ready, the time is over, or somebody cancels.
core::Status Exchange::wait(short events, std::optional<core::SteadyInstant> until,
                            const char* late) {
  if (end_ && (!until || *end_ < *until)) until = end_;
  for (;;) {
    int milliseconds = -1;
    if (until) {
      const auto left = *until - clock_.steady();
      if (left <= core::SteadyDuration::zero()) return timeout(late);
      milliseconds = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
    }
    std::array<pollfd, 2> watched{};
    watched[0] = {socket_.get(), events, 0};
    watched[1] = {cancellation_ == nullptr ? -1 : cancellation_->descriptor(), POLLIN, 0};
    const int ready = ::poll(watched.data(), watched.size(), milliseconds);
    if (ready < 0 && errno != EINTR) return core::Error(system_words(errno));
    if (cancellation_ != nullptr && cancellation_->cancelled()) return core::Error("cancelled");
    if (ready > 0 && watched[0].revents != 0) return core::Done{};
  }
}

core::Result<std::vector<SocketAddress>> Exchange::addresses(core::SteadyInstant until) const {
  const std::string& path = call_.url.socket_path;
  if (path.empty()) {
    return resolve_within(call_.url.host, call_.url.port, until - clock_.steady());
  }
  SocketAddress address;
  sockaddr_un& local = reinterpret_cast<sockaddr_un&>(address.storage);
  if (path.size() >= sizeof(local.sun_path)) {
    return core::Error("the socket's path is too long", core::ErrorKind::invalid);
  }
  local.sun_family = AF_UNIX;
  std::memcpy(local.sun_path, path.data(), path.size());
  address.size = sizeof(local);
  return std::vector{address};
}

core::Status Exchange::connect() {
  core::SteadyInstant until = begin_ + call_.limits.connect;
  if (end_) until = std::min(until, *end_);
  const auto candidates = addresses(until);
  if (!candidates) return candidates.error();
  core::Status last = core::Error("no address to connect to");
  for (const SocketAddress& candidate : *candidates) {
    last = connect_to(candidate, until);
    if (last || (cancellation_ != nullptr && cancellation_->cancelled())) return last;
  }
  return last;
}

core::Status Exchange::connect_to(const SocketAddress& address, core::SteadyInstant until) {
  socket_ = open_socket(address.family());
  if (!socket_.valid()) return connect_error(errno);
  ::fcntl(socket_.get(), F_SETFL, O_NONBLOCK);
  if (::connect(socket_.get(), address.get(), address.size) == 0) return core::Done{};
  if (errno != EINPROGRESS) return connect_error(errno);
  if (core::Status ready = wait(POLLOUT, until, "cannot connect: no answer in time"); !ready) {
    return ready;
  }
  int problem = 0;
  socklen_t size = sizeof(problem);
  ::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &problem, &size);
  return problem == 0 ? core::Status(core::Done{}) : connect_error(problem);
}

std::optional<core::SteadyInstant> Exchange::silence_end() const {
  if (call_.limits.silence.count() == 0) return std::nullopt;
  return clock_.steady() + call_.limits.silence;
}

core::Status Exchange::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::write(socket_.get(), bytes.data(), bytes.size());
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      core::Status ready = wait(POLLOUT, silence_end(), "timed out while sending the request");
      if (!ready) return ready;
    } else if (errno == EPIPE || errno == ECONNRESET) {
      return core::Done{};  // it may have answered before it hung up: receive() finds out
    } else if (errno != EINTR) {
      return core::Error("cannot send the request: " + system_words(errno));
    }
  }
  return core::Done{};
}

core::Result<HttpAnswer> Exchange::receive(ResponseParser& parser) {
  std::array<char, kReadSize> buffer;
  std::optional<core::SteadyInstant> silence = silence_end();
  for (;;) {
    const ssize_t got = ::read(socket_.get(), buffer.data(), buffer.size());
    if (got > 0) {
      const core::Result<bool> done =
          parser.feed(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
      if (!done) return done.error();
      if (*done) return parser.take();
      silence = silence_end();
    } else if (got == 0) {
      const core::Status finished = parser.finish();
      if (!finished) return finished.error();
      return parser.take();
    } else if (errno == ECONNRESET) {
      return core::Error("the connection was reset");
    } else if (errno != EAGAIN && errno != EINTR) {
      return core::Error("cannot read the answer: " + system_words(errno));
    }
    // Also after bytes: an endless quick answer has to meet its deadline.
    const core::Status ready = wait(POLLIN, silence, "timed out while waiting for the answer");
    if (!ready) return ready.error();
  }
}

core::Status begin(const HttpCall& call, Exchange& exchange) {
  if (core::Status clean = check(call); !clean) return clean.error();
  if (core::Status connected = exchange.connect(); !connected) return connected.error();
  return exchange.send(request_text(call));
}

core::Result<HttpAnswer> perform(const HttpCall& call, const core::Clock& clock,
                                 ResponseParser::Visit visit, const Cancellation* cancellation) {
  Exchange exchange(call, clock, cancellation);
  if (core::Status begun = begin(call, exchange); !begun) return begun.error();
  ResponseParser parser(call.method == "HEAD", {call.limits.header_bytes, call.limits.body_bytes},
                        std::move(visit));
  return exchange.receive(parser);
}

core::Result<HttpAnswer> named(const HttpCall& call, core::Result<HttpAnswer> result) {
  if (result) return result;
  return std::move(result).error().within(name_of(call.url));
}

}  // namespace

Cancellation::Cancellation() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe(ends.data()) != 0) return;  // then only the flag cancels, at the next event
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  read_end_ = ends[0];
  write_end_ = ends[1];
}

Cancellation::~Cancellation() {
  if (read_end_ >= 0) ::close(read_end_);
  if (write_end_ >= 0) ::close(write_end_);
}

void Cancellation::cancel() {
  if (cancelled_.exchange(true)) return;
  // One byte into an empty pipe is always taken.
  if (write_end_ >= 0) static_cast<void>(!::write(write_end_, "x", 1));
}

core::Result<HttpAnswer> http_call(const HttpCall& call, const core::Clock& clock,
                                   const Cancellation* cancellation) {
  return named(call, perform(call, clock, {}, cancellation));
}

core::Result<HttpAnswer> http_stream(const HttpCall& call, const core::Clock& clock,
                                     const std::function<bool(std::string_view piece)>& visit,
                                     const Cancellation* cancellation) {
  return named(call, perform(call, clock, visit, cancellation));
}

core::Result<Socket> http_begin(const HttpCall& call, const core::Clock& clock,
                                const Cancellation* cancellation) {
  Exchange exchange(call, clock, cancellation);
  if (core::Status begun = begin(call, exchange); !begun) {
    return std::move(begun).error().within(name_of(call.url));
  }
  return exchange.take_socket();
}

bool LineSplitter::operator()(std::string_view piece) {
  for (;;) {
    const std::size_t end = piece.find('\n');
    if (rest_.size() + std::min(end, piece.size()) > line_limit_) return false;
    if (end == piece.npos) {
      rest_ += piece;
      return true;
    }
    const std::string line = std::exchange(rest_, {}) + std::string(piece.substr(0, end));
    if (!visit_(line)) return false;
    piece.remove_prefix(end + 1);
  }
}

}  // namespace silicon::runtime
