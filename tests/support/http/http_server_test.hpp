// A running HttpServer with a handful of pages, and clients of which the test controls every byte.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "exporter/runtime/http/router.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/raw_socket.hpp"

namespace silicon::testing {

// A gate at which handlers wait until the test opens it.
class Gate {
 public:
  void arrive() {
    ++arrived_;
    arrived_.notify_all();
    opened_.wait();
  }
  void wait_for_arrivals(int count) const {
    for (int now = arrived_; now < count; now = arrived_) arrived_.wait(now);
  }
  void open() { promise_.set_value(); }

 private:
  std::atomic<int> arrived_ = 0;
  std::promise<void> promise_;
  std::shared_future<void> opened_ = promise_.get_future().share();
};

// One answer as it came over the wire.
struct WireAnswer {
  std::string head;
  std::string body;

  int status() const { return std::stoi(head.substr(9, 3)); }
  bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
};

// Reads an answer whose Content-Length tells its size.
inline WireAnswer receive_answer(RawSocket& socket, bool head_only = false) {
  WireAnswer answer;
  answer.head = socket.receive_until("\r\n\r\n");
  const std::size_t at = answer.head.find("Content-Length: ");
  if (at != std::string::npos && !head_only) {
    answer.body = socket.receive_exactly(std::stoul(answer.head.substr(at + 16)));
  }
  return answer;
}

class ServerTest : public ::testing::Test {
 protected:
  void start(runtime::HttpServerOptions options = {}) {
    auto started = runtime::HttpServer::start(std::move(options), router(), clock_);
    ASSERT_TRUE(started) << started.error().message();
    server_ = *std::move(started);
  }

  runtime::Router router() {
    return runtime::Router(
        {{"GET", "/", "this page",
          [](const runtime::HttpRequest&) { return runtime::text_response(200, "home\n"); }},
         {"GET", "/page", "a big page",
          [this](const runtime::HttpRequest&) {
            runtime::HttpResponse answer;
            answer.body = page_;
            return answer;
          }},
         {"POST", "/echo", "what was sent",
          [](const runtime::HttpRequest& request) {
            return runtime::text_response(200, request.body);
          }},
         {"GET", "/seen/**", "what the handler saw",
          [](const runtime::HttpRequest& request) {
            return runtime::text_response(200, request.path + "|" + request.query + "|" +
                                                   request.remote_address + "|" +
                                                   (request.is_loopback ? "loopback" : "away"));
          }},
         {"GET", "/gate", "waits",
          [this](const runtime::HttpRequest&) {
            gate_.arrive();
            runtime::HttpResponse answer;
            answer.body = page_;
            return answer;
          }},
         {"GET", "/throw", "fails",
          [](const runtime::HttpRequest&) -> runtime::HttpResponse {
            throw std::runtime_error("on purpose");
          }},
         {"DELETE", "/nothing", "empty", [](const runtime::HttpRequest&) {
            runtime::HttpResponse answer;
            answer.status = 204;
            return answer;
          }}});
  }

  RawSocket connect() { return RawSocket::connected_to(server_->port()); }

  // Sends one request on a connection of its own and reads what comes until it ends.
  WireAnswer ask(std::string_view request) {
    RawSocket socket = connect();
    socket.send(request);
    socket.stop_sending();
    const std::string all = socket.receive_all();
    const std::size_t end = all.find("\r\n\r\n");
    if (end == std::string::npos) return {all, ""};
    return {all.substr(0, end + 4), all.substr(end + 4)};
  }

  static std::string get(std::string_view path, std::string_view headers = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n";
  }

  const runtime::SystemClock clock_{};
  const std::shared_ptr<const std::string> page_ =
      std::make_shared<const std::string>(std::string(100'000, 'x') + "end\n");
  Gate gate_;
  std::unique_ptr<runtime::HttpServer> server_;
};

}  // namespace silicon::testing
