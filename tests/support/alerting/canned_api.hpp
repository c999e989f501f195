// A Prometheus API that answers what the test has written down, on a free port of 127.0.0.1.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::testing {

class CannedApi {
 public:
  CannedApi() {
    runtime::HttpServerOptions options;
    options.address = {"127.0.0.1", 0};
    options.workers = 4;
    server_ = runtime::HttpServer::start(
                  options, [this](const runtime::HttpRequest& request) { return answer(request); },
                  clock_)
                  .value();
  }

  // Of a whole path, "/api/v1/query"; for the next requests. 404 for all others.
  void say(const std::string& path, int status, std::string body) {
    const std::lock_guard lock(mutex_);
    answers_[path] = {status, std::move(body)};
  }

  // The data of a successful answer.
  void say_data(const std::string& call, const std::string& json) {
    say("/api/v1/" + call, 200, R"({"status":"success","data":)" + json + "}");
  }

  std::string url() const { return "http://" + runtime::to_string(server_->address()); }

  std::vector<runtime::HttpRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  runtime::HttpResponse answer(const runtime::HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    const auto found = answers_.find(request.path);
    if (found == answers_.end()) return runtime::text_response(404, "no such page\n");
    return runtime::response(found->second.first, "application/json", found->second.second);
  }

  runtime::SystemClock clock_;
  mutable std::mutex mutex_;
  std::map<std::string, std::pair<int, std::string>> answers_;
  std::vector<runtime::HttpRequest> requests_;
  std::unique_ptr<runtime::HttpServer> server_;  // ends first
};

}  // namespace silicon::testing
