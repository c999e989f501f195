#include "alerting/shell/web/request_counts.hpp"

namespace silicon::shell {
namespace {

constexpr std::string_view kPrometheusPath = "/api/v1/";
constexpr std::string_view kAlertmanagerPath = "/api/v2/";
constexpr std::string_view kLabel = "/api/v1/label/";
constexpr std::string_view kSilence = "/api/v2/silence/";
constexpr std::string_view kOutbox = "/api/v1/monitoring/outbox/";
constexpr int kNotFound = 404;
constexpr int kMethodNotAllowed = 405;

}  // namespace

std::string handler_of(std::string_view path, int status) {
  if (path.starts_with(kLabel)) return "/api/v1/label/:name/values";
  if (path.starts_with(kSilence)) return "/api/v2/silence/:id";
  if (path.starts_with(kOutbox)) return "/api/v1/monitoring/outbox/:id/resend";
  const bool known = status != kNotFound && status != kMethodNotAllowed;
  if (path.starts_with(kPrometheusPath) && !known) return "/api/v1/*";
  if (path.starts_with(kAlertmanagerPath) && !known) return "/api/v2/*";
  return std::string(path);
}

void RequestCounts::count(std::string_view path, int status) {
  const std::lock_guard lock(mutex_);
  ++counts_[{handler_of(path, status), status}];
}

core::Families RequestCounts::metrics() const {
  core::Family requests =
      core::counter("prometheus_http_requests_total", "Counter of HTTP requests.");
  core::Family pages = core::counter("promhttp_metric_handler_requests_total",
                                     "Total number of scrapes by HTTP status code.");
  const std::lock_guard lock(mutex_);
  for (const auto& [key, count] : counts_) {
    const auto& [handler, status] = key;
    const std::string code = std::to_string(status);
    requests.add({{"code", code}, {"handler", handler}}, static_cast<double>(count));
    if (handler == "/metrics") pages.add({{"code", code}}, static_cast<double>(count));
  }
  return {std::move(requests), std::move(pages)};
}

}  // namespace silicon::shell
