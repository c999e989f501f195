// An alerter on loopback with a target, an Alertmanager and the clock of this machine: for the
// tests of this folder. One thread turns it; pages are asked for from another.
#pragma once

#include "alerting/shell/run/alerter.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "alerting/config/read.hpp"
#include "exporter/runtime/http/client.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {

// A target, an Alertmanager and a webhook on one port, and an alerter that knows them.
class RunningAlerter : public ::testing::Test {
 protected:
  RunningAlerter() {
    runtime::HttpServerOptions options;
    options.address = {"127.0.0.1", 0};
    server_ = runtime::HttpServer::start(
                  options, [this](const auto& ask) { return answer(ask); }, clock_)
                  .value();
    directory_.write("r.yml",
                     "groups:\n- name: g\n  rules:\n  - alert: High\n    expr: load > 5\n");
    write_config("resend_delay: 1m");
  }

  void write_config(const std::string& evaluation) {
    const std::string port = std::to_string(server_->port());
    directory_.write("a.yml",
                     "global: {scrape_interval: 200ms, scrape_timeout: 200ms, "
                     "evaluation_interval: 200ms}\n"
                     "scrape_configs: [{job_name: t, static_configs: [{targets: [\"127.0.0.1:" +
                         port +
                         "\"]}]}]\n"
                         "rule_files: [r.yml]\n"
                         "alerting: {alertmanagers: [{static_configs: [{targets: "
                         "[\"127.0.0.1:" +
                         port +
                         "\"]}]}]}\n"
                         "web: {listen_address: \"127.0.0.1:0\"}\n"
                         "evaluation: {" +
                         evaluation + "}\n");
  }

  runtime::HttpResponse answer(const runtime::HttpRequest& request) {
    if (request.path == "/metrics") {
      return runtime::text_response(200, "load " + std::to_string(load_.load()) + "\n");
    }
    const std::lock_guard lock(mutex_);
    posts_ += request.body;
    return runtime::text_response(200, "");
  }

  core::Result<std::unique_ptr<Alerter>> start() {
    AlerterOptions options;
    options.load = [this] {
      return load(directory_.path("a.yml"), [](const std::string&) { return std::nullopt; });
    };
    options.version = "0.0.0";
    options.host_name = "here";
    return Alerter::start(std::move(options), clock_);
  }

  // Turns until the condition holds; false after ten seconds.
  bool turn_until(Alerter& alerter, const std::function<bool()>& condition) {
    const core::SteadyInstant deadline = clock_.steady() + std::chrono::seconds(10);
    while (!condition()) {
      if (clock_.steady() > deadline) return false;
      alerter.turn(std::chrono::milliseconds(20));
    }
    return true;
  }

  bool posted(std::string_view text) {
    const std::lock_guard lock(mutex_);
    return posts_.find(text) != std::string::npos;
  }

  // What a page says, asked from another thread while the alerter turns.
  std::string page(Alerter& alerter, const std::string& path, const std::string& method = "GET") {
    std::atomic<bool> done = false;
    std::string body;
    std::thread asking([&] {
      runtime::HttpCall call;
      call.method = method;
      call.url = runtime::parse_http_url("http://" + alerter.address() + path).value();
      const auto answer = runtime::http_call(call, clock_);
      body = answer ? answer->body : answer.error().message();
      done = true;
    });
    turn_until(alerter, [&] { return done.load(); });
    asking.join();
    return body;
  }

  runtime::SystemClock clock_;
  testing::TemporaryDirectory directory_;
  std::atomic<int> load_ = 1;
  std::mutex mutex_;
  std::string posts_;
  std::unique_ptr<runtime::HttpServer> server_;
};

}  // namespace silicon::shell
