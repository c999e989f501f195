// How often each page was asked for and how that was answered, as Prometheus counts it. Handlers
// are known ones, so that nobody makes series by asking for pages that are not there. Any thread.
// Tested by tests/alerting/shell/web/request_counts_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "exporter/core/family.hpp"

namespace silicon::shell {

// "/api/v1/label/job/values" as "/api/v1/label/:name/values"; what is not there as "/api/v1/*".
std::string handler_of(std::string_view path, int status);

class RequestCounts {
 public:
  void count(std::string_view path, int status);

  // prometheus_http_requests_total and promhttp_metric_handler_requests_total.
  core::Families metrics() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> counts_;  // by handler and status
};

}  // namespace silicon::shell
