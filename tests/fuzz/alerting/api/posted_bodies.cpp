// Bytes as what is posted to Alertmanager's API: alerts, or a silence. Whatever is taken keeps its
// rules, and a silence's schedule survives being written and read again.
#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/api/posted/posted_alerts.hpp"
#include "alerting/api/posted/posted_silence.hpp"
#include "alerting/api/posted/schedule.hpp"

namespace {

namespace api = silicon::api;
namespace core = silicon::core;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};

void check(bool holds) {
  if (!holds) std::abort();
}

void check_alerts(std::string_view body) {
  const auto posted = api::read_posted_alerts(body, kNow, std::chrono::minutes(5));
  if (!posted) return check(!posted.error().message().empty());
  check(posted->notices.size() == posted->started.size());
  for (const silicon::alert::Notice& notice : posted->notices) {
    check(!notice.labels.empty());
    check(notice.starts_at <= notice.ends_at);
    check(notice.resolved == (notice.ends_at <= kNow));
  }
}

void check_silence(std::string_view body) {
  const auto silence = api::read_posted_silence(body, kNow);
  if (!silence) return check(!silence.error().message().empty());
  check(!silence->matchers.empty());
  check(silence->starts_at < silence->ends_at && silence->ends_at >= kNow);
  core::JsonWriter json;
  api::write_schedule(json, silence->schedule);
  const auto again = api::read_schedule(nlohmann::json::parse(json.take()));
  check(again.ok() && *again == silence->schedule);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  check_alerts(body);
  check_silence(body);
  return 0;
}
