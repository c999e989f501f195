// Bytes as what a Prometheus API answered: reading ends, and what could be read can be printed.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/api/client/query.hpp"
#include "alerting/api/client/status.hpp"
#include "alerting/command/query/print.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace api = silicon::api;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  constexpr std::array kStatuses{200, 400, 404, 503};
  const int status = kStatuses[size % kStatuses.size()];
  if (const auto reply = api::read_query_reply(status, body)) {
    if (silicon::command::query_json(*reply).empty()) std::abort();
    const std::string text = silicon::command::query_text(*reply);
    if (text.empty() && !reply->series.empty()) std::abort();
  } else if (reply.error().message().empty()) {
    std::abort();
  }
  if (const auto targets = api::read_targets(status, body)) {
    for (const auto& target : *targets) {
      if (target.url.size() > size) std::abort();
    }
  }
  const bool readable = api::read_count(status, body).ok();
  if (api::read_rules(status, body).ok() != readable) std::abort();
  if (api::read_texts(status, body).ok() != readable) std::abort();
  if (api::read_jobs(status, body).ok() != readable) std::abort();
  if (api::read_alertmanagers(status, body).ok() != readable) std::abort();
  if (api::read_reload_success(status, body).ok() != readable) std::abort();
  return 0;
}
