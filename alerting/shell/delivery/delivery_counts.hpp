// What has become of notifications, by the names and in the sense of Alertmanager's own metrics:
// how many were told and how many could not be, in how many requests, and how long those took.
// Several integrations of one kind in a receiver are counted together, as there.
// Source: prometheus/alertmanager 0.28, notify/notify.go.
// One thread. Tested by tests/alerting/shell/delivery/delivery_counts_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "exporter/core/family.hpp"
#include "exporter/core/histogram.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

enum class FailureReason { client_error, server_error, other };

// Of an answer's status; 0 for none.
FailureReason failure_reason(int http_status);

class DeliveryCounts {
 public:
  // Integrations of one kind in a receiver: "slack" of "ops". Each shows from its first mention on.
  class Of {
   public:
    void begun(std::size_t messages) { notifications_ += messages; }
    void failed(FailureReason reason, std::size_t messages);
    void tried(bool delivered);

   private:
    friend class DeliveryCounts;
    std::uint64_t notifications_ = 0;
    std::uint64_t requests_ = 0;
    std::uint64_t failed_requests_ = 0;
    std::array<std::uint64_t, 3> failed_{};  // by FailureReason
  };

  Of& of(std::string_view kind, const std::string& receiver);

  // How long a request took, of whatever outcome.
  void took(std::string_view kind, core::SteadyDuration duration);

  void append_to(core::Families& families) const;

 private:
  std::map<std::string, std::map<std::string, Of>, std::less<>> counts_;  // by kind and receiver
  std::map<std::string, core::Histogram, std::less<>> latencies_;         // by kind
};

}  // namespace silicon::shell
