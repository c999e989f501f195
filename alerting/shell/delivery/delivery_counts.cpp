#include "alerting/shell/delivery/delivery_counts.hpp"

#include <chrono>
#include <utility>

namespace silicon::shell {
namespace {

// In the order of FailureReason.
constexpr std::array<std::string_view, 3> kReasons = {"clientError", "serverError", "other"};

std::vector<double> latency_bounds() {
  return {1, 5, 10, 15, 20};  // Alertmanager's, in seconds
}

}  // namespace

FailureReason failure_reason(int http_status) {
  if (http_status >= 400 && http_status < 500) return FailureReason::client_error;
  if (http_status >= 500 && http_status < 600) return FailureReason::server_error;
  return FailureReason::other;
}

void DeliveryCounts::Of::failed(FailureReason reason, std::size_t messages) {
  failed_[static_cast<std::size_t>(reason)] += messages;
}

void DeliveryCounts::Of::tried(bool delivered) {
  ++requests_;
  if (!delivered) ++failed_requests_;
}

DeliveryCounts::Of& DeliveryCounts::of(std::string_view kind, const std::string& receiver) {
  return counts_[std::string(kind)][receiver];
}

void DeliveryCounts::took(std::string_view kind, core::SteadyDuration duration) {
  const core::Labels labels{{"integration", std::string(kind)}};
  const auto found = latencies_.try_emplace(std::string(kind), latency_bounds(), labels).first;
  found->second.observe(std::chrono::duration<double>(duration).count());
}

void DeliveryCounts::append_to(core::Families& families) const {
  core::Family notifications =
      core::counter("alertmanager_notifications_total",
                    "Notifications that receivers were, or were to be, told.");
  core::Family failed =
      core::counter("alertmanager_notifications_failed_total",
                    "Notifications that were given up, or were still not taken after ten tries.");
  core::Family requests = core::counter("alertmanager_notification_requests_total",
                                        "Requests to receivers, those that failed included.");
  core::Family failed_requests = core::counter("alertmanager_notification_requests_failed_total",
                                               "Requests to receivers that failed.");
  for (const auto& [kind, receivers] : counts_) {
    for (const auto& [receiver, counts] : receivers) {
      const core::Labels labels{{"integration", kind}, {"receiver_name", receiver}};
      notifications.add(labels, static_cast<double>(counts.notifications_));
      requests.add(labels, static_cast<double>(counts.requests_));
      failed_requests.add(labels, static_cast<double>(counts.failed_requests_));
      for (std::size_t i = 0; i < kReasons.size(); ++i) {
        failed.add({{"integration", kind},
                    {"reason", std::string(kReasons[i])},
                    {"receiver_name", receiver}},
                   static_cast<double>(counts.failed_[i]));
      }
    }
  }
  core::Family latency{"alertmanager_notification_latency_seconds",
                       "How long requests to receivers took.",
                       core::MetricType::histogram,
                       {},
                       ""};
  for (const auto& [kind, histogram] : latencies_) histogram.append_to(latency);
  for (core::Family* family : {&notifications, &failed, &requests, &failed_requests, &latency}) {
    families.push_back(std::move(*family));
  }
}

}  // namespace silicon::shell
