// An HTTP/1.1 server on civetweb, which appears nowhere else. Handlers run on its worker threads,
// several at a time. Bounded in connections, header and body size, and time: a connection that is
// silent or slow is cut, at the latest when its worker is wanted by another one, so that slow
// clients do not keep scrapers out. Tested by tests/exporter/runtime/http/server_test.cpp
// and slow_clients_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/http/authentication.hpp"
#include "exporter/runtime/http/message.hpp"
#include "exporter/runtime/http/tls.hpp"
#include "exporter/runtime/http/wire/address.hpp"

namespace silicon::runtime {

// Whether pages are compressed for clients that accept gzip. `automatic` spares clients on this
// machine: copying the bytes costs less than compressing them.
enum class HttpCompression { automatic, always, never };

struct HttpServerOptions {
  ListenAddress address = {};
  Authentication authentication = {};
  HttpCompression compression = HttpCompression::automatic;
  std::optional<TlsOptions> tls = std::nullopt;

  int workers = 8;  // connections served at a time; each keeps one thread while it is open
  std::size_t header_limit = std::size_t{16} * 1024;  // bytes of request line and headers
  std::size_t body_limit = std::size_t{1024} * 1024;  // bytes
  core::Duration request_limit =
      std::chrono::seconds(5);                           // for a client to send headers, or a body
  core::Duration send_limit = std::chrono::seconds(30);  // for a client to take an answer
  core::Duration idle_limit = std::chrono::seconds(90);  // between requests on one connection
  core::Duration stop_limit = std::chrono::seconds(2);   // for answers under way at stop()
};

class HttpServer {
 public:
  // Listens, and serves until stop(). Errors are words for the operator: a port that is taken, an
  // address that is not this machine's, a port that needs privileges, unsound TLS. `clock` and what
  // `handler` refers to must outlive the server.
  static core::Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options,
                                                         HttpHandler handler,
                                                         const core::Clock& clock);

  virtual ~HttpServer() = default;  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Where it listens, with the port that was really taken.
  virtual const ListenAddress& address() const = 0;
  std::uint16_t port() const { return address().port; }

  // Ends idle connections at once, lets answers under way finish for options.stop_limit, and
  // returns when no handler runs any more. A second call does nothing.
  virtual void stop() = 0;

 protected:
  HttpServer() = default;
};

}  // namespace silicon::runtime
