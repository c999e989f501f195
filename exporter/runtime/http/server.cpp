#include "exporter/runtime/http/server.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <civetweb.h>

#include "exporter/runtime/http/civet/connections.hpp"
#include "exporter/runtime/http/civet/exchange.hpp"
#include "exporter/runtime/http/wire/sockets.hpp"
#include "exporter/runtime/logging/logging.hpp"

namespace silicon::runtime {
namespace {

constexpr core::SteadyDuration kLogInterval = std::chrono::minutes(1);
constexpr std::chrono::milliseconds kPokeInterval{10};

ConnectionLimits connection_limits(const HttpServerOptions& options) {
  ConnectionLimits limits;
  limits.workers = static_cast<std::size_t>(options.workers);
  limits.request = options.request_limit;
  limits.sending = options.send_limit;
  limits.idle = options.idle_limit;
  return limits;
}

// civetweb does not hand out its sockets, but tells who the peer is.
bool shut_down(const mg_connection* connection) {
  const mg_request_info* info = mg_get_request_info(connection);
  if (info == nullptr) return false;  // just accepted
  return shut_down_connection(info->remote_addr, static_cast<std::uint16_t>(info->remote_port),
                              static_cast<std::uint16_t>(info->server_port));
}

class CivetServer final : public HttpServer {
 public:
  CivetServer(HttpServerOptions options, HttpHandler handler, const core::Clock& clock)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        log_(clock, kLogInterval),
        connections_(connection_limits(options_), clock, shut_down),
        exchange_{options_, handler_, clock, connections_, log_} {}

  ~CivetServer() override { CivetServer::stop(); }

  core::Status listen();
  const ListenAddress& address() const override { return address_; }
  void stop() override;

 private:
  // civetweb's callbacks, all of them with this object as user data.
  static CivetServer& self(const mg_connection* connection) {
    return *static_cast<CivetServer*>(mg_get_user_context_data(connection));
  }
  static int on_open(const mg_connection* connection, void** data);
  static int on_request(mg_connection* connection);
  static int on_error(mg_connection* connection, int status, const char* message);
  static void on_close(const mg_connection* connection);
  static int on_log(const mg_connection* connection, const char* message);

  std::vector<std::pair<std::string, std::string>> settings(const std::string& port_text) const;
  bool start_civetweb(const std::string& port_text);
  void poke_until(const std::atomic<bool>& done) const;

  const HttpServerOptions options_;
  const HttpHandler handler_;
  RepeatedLog log_;
  Connections connections_;
  const ExchangeContext exchange_;
  ListenAddress address_;
  std::mutex complaint_mutex_;
  std::string complaint_;  // the first thing that civetweb logged: why it did not start
  mg_context* context_ = nullptr;
};

int CivetServer::on_open(const mg_connection* connection, void**) {
  self(connection).connections_.open(connection);
  return 0;
}

int CivetServer::on_request(mg_connection* connection) {
  return serve_request(connection, self(connection).exchange_);
}

int CivetServer::on_error(mg_connection* connection, int status, const char*) {
  refuse_malformed(connection, status, self(connection).exchange_);
  return 0;
}

void CivetServer::on_close(const mg_connection* connection) {
  self(connection).connections_.close(connection);
}

int CivetServer::on_log(const mg_connection* connection, const char* message) {
  CivetServer& server = self(connection);
  {
    const std::lock_guard lock(server.complaint_mutex_);
    if (server.complaint_.empty()) server.complaint_ = message;
  }
  server.log_.say(LogLevel::debug, message, "web server", {{"detail", message}});
  return 1;  // civetweb itself is to write nothing
}

std::vector<std::pair<std::string, std::string>> CivetServer::settings(
    const std::string& port_text) const {
  // The times here are a second line: Connections cuts earlier.
  std::vector<std::pair<std::string, std::string>> settings{
      {"listening_ports", port_text + (options_.tls ? "s" : "")},
      {"num_threads", std::to_string(options_.workers)},
      {"connection_queue", "64"},
      {"listen_backlog", "128"},
      {"enable_keep_alive", "yes"},
      {"tcp_nodelay", "1"},
      {"decode_url", "no"},
      {"enable_auth_domain_check", "no"},
      {"max_request_size", std::to_string(options_.header_limit)},
      {"request_timeout_ms", std::to_string(options_.request_limit.count())},
      {"keep_alive_timeout_ms", std::to_string(options_.idle_limit.count() + 1000)},
  };
  if (options_.tls) {
    settings.emplace_back("ssl_certificate", options_.tls->pem_file);
    settings.emplace_back("ssl_protocol_version", "4");  // TLS 1.2 and later
  }
  return settings;
}

bool CivetServer::start_civetweb(const std::string& port_text) {
  const auto pairs = settings(port_text);
  std::vector<const char*> list;
  for (const auto& [name, value] : pairs) {
    list.push_back(name.c_str());
    list.push_back(value.c_str());
  }
  list.push_back(nullptr);
  mg_callbacks callbacks{};
  callbacks.init_connection = on_open;
  callbacks.begin_request = on_request;
  callbacks.http_error = on_error;
  callbacks.connection_close = on_close;
  callbacks.log_message = on_log;
  context_ = mg_start(&callbacks, this, list.data());
  return context_ != nullptr;
}

core::Status CivetServer::listen() {
  const bool ipv6 = mg_check_feature(MG_FEATURES_IPV6) != 0;
  const core::Result<ListenAddress> numeric = numeric_address(options_.address, ipv6);
  if (!numeric) return numeric.error();
  const core::Status probed = probe_listening(*numeric);
  if (!probed) return probed.error();
  const std::string port = std::to_string(numeric->port);
  // "+" is civetweb's way to listen on every interface in IPv4 and IPv6 at once.
  const bool every = options_.address.host.empty();
  const bool started =
      (every && ipv6 && start_civetweb("+" + port)) || start_civetweb(to_string(*numeric));
  if (!started) {
    const std::lock_guard lock(complaint_mutex_);
    return core::Error("cannot serve on " + to_string(options_.address) + ": " + complaint_);
  }
  std::array<mg_server_port, 2> ports{};
  mg_get_server_ports(context_, static_cast<int>(ports.size()), ports.data());
  address_ = {options_.address.host, static_cast<std::uint16_t>(ports[0].port)};
  return core::Done{};
}

void CivetServer::stop() {
  if (context_ == nullptr) return;
  connections_.begin_ending();
  connections_.wait_until_quiet(options_.stop_limit);
  std::atomic<bool> done = false;
  std::thread poker([&] { poke_until(done); });
  mg_stop(std::exchange(context_, nullptr));
  done = true;
  poker.join();
}

// mg_stop() waits for a thread that looks up every two seconds, or when somebody connects.
void CivetServer::poke_until(const std::atomic<bool>& done) const {
  ListenAddress target = address_;
  if (target.host.empty() || target.host == "0.0.0.0") target.host = "127.0.0.1";
  if (target.host == "::") target.host = "::1";
  while (!done) {
    knock(target);
    std::this_thread::sleep_for(kPokeInterval);
  }
}

}  // namespace

core::Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options,
                                                            HttpHandler handler,
                                                            const core::Clock& clock) {
  if (options.tls) {
    if (auto status = check_tls_support(linked_tls_support()); !status) return status.error();
    if (auto status = check_tls_file(*options.tls); !status) return status.error();
  }
  auto server = std::make_unique<CivetServer>(std::move(options), std::move(handler), clock);
  const core::Status listening = server->listen();
  if (!listening) return listening.error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace silicon::runtime
