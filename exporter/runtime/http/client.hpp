// An HTTP/1.1 client for plain TCP and UNIX sockets: probes, the Docker and Podman APIs, exporters
// on this machine. No TLS, no redirects, no cookies, one request per connection. Blocking, with an
// end: no call lasts longer than its deadline. Any thread; objects are not shared.
// Tested by tests/exporter/runtime/http/client_test.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/http/message.hpp"
#include "exporter/runtime/http/wire/sockets.hpp"
#include "exporter/runtime/http/wire/url.hpp"

namespace silicon::runtime {

struct HttpClientLimits {
  core::Duration total = std::chrono::seconds(10);  // of one whole call; 0: none (for streams)
  core::Duration connect = std::chrono::seconds(5);
  core::Duration silence = std::chrono::seconds(10);  // between two pieces of an answer; 0: none
  std::size_t header_bytes = std::size_t{16} * 1024;
  std::size_t body_bytes = std::size_t{16} * 1024 * 1024;  // not of streams
};

// Host, Content-Length and Connection are the client's business; `headers` are further ones.
struct HttpCall {
  std::string method = "GET";
  HttpUrl url = {};
  HttpHeaders headers = {};
  std::string body = {};
  HttpClientLimits limits = {};
};

// Ends a call from another thread, now or before it has begun.
class Cancellation {
 public:
  Cancellation();
  ~Cancellation();
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;

  void cancel();
  bool cancelled() const { return cancelled_; }

  // Becomes readable when cancelled; for poll().
  int descriptor() const { return read_end_; }

 private:
  std::atomic<bool> cancelled_ = false;
  int read_end_ = -1;
  int write_end_ = -1;
};

// An answer of any status is a success here. Errors in words, beginning with the address: refused,
// timed out (ErrorKind::timeout), too large, cut short, not HTTP, cancelled; a socket file that is
// not there is absent, one that this user may not open is denied.
core::Result<HttpAnswer> http_call(const HttpCall& call, const core::Clock& clock,
                                   const Cancellation* cancellation = nullptr);

// The same with the body handed out in pieces as they come; `visit` returns false to end the call,
// which then is a success. The answer's own body stays empty, unless its status is not 2xx: then it
// is an ordinary answer and nothing is visited.
core::Result<HttpAnswer> http_stream(const HttpCall& call, const core::Clock& clock,
                                     const std::function<bool(std::string_view piece)>& visit,
                                     const Cancellation* cancellation = nullptr);

// Connects and sends the request, and leaves reading the answer to the caller: see streaming/. The
// socket does not block. Errors as above.
core::Result<Socket> http_begin(const HttpCall& call, const core::Clock& clock,
                                const Cancellation* cancellation = nullptr);

// Cuts pieces into lines for a visitor, for streams of JSON lines. Lines are without '\n'.
class LineSplitter {
 public:
  explicit LineSplitter(std::function<bool(std::string_view line)> visit,
                        std::size_t line_limit = std::size_t{1024} * 1024)
      : visit_(std::move(visit)), line_limit_(line_limit) {}

  // False when the visitor returned false, or a line is over the limit.
  bool operator()(std::string_view piece);

 private:
  std::function<bool(std::string_view)> visit_;
  std::size_t line_limit_;
  std::string rest_;
};

}  // namespace silicon::runtime
