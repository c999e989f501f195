#include "alerting/api/monitoring/outbox.hpp"

#include <algorithm>
#include <utility>

#include "alerting/api/answer/spelling.hpp"

namespace silicon::api {
namespace {

void write(core::JsonWriter& json, std::uint64_t id, const engine::Outgoing& outgoing) {
  const notify::Notification& notification = outgoing.entry.notification;
  const auto resolved =
      std::count_if(notification.alerts.begin(), notification.alerts.end(),
                    [](const notify::Item& item) { return item.notice.resolved; });
  json.begin_object().key("id").integer(static_cast<std::int64_t>(id));
  json.member("receiver", notification.receiver).member("integration", outgoing.entry.integration);
  json.member("groupKey", notification.group_key).member("reason", notification.reason);
  json.member("decidedAt", millisecond_text(notification.decided_at));
  json.key("firing").integer(static_cast<std::int64_t>(notification.alerts.size()) - resolved);
  json.key("resolved").integer(resolved);
  json.member("state", outgoing.entry.dead ? "given up" : "waiting");
  if (outgoing.last_attempt) {
    json.member("answer", outgoing.last_attempt->answer);
    json.member("triedAt", millisecond_text(outgoing.last_attempt->time));
  } else {
    json.member("answer", outgoing.entry.answer);
  }
  json.end_object();
}

}  // namespace

Answer list_outbox(const std::map<std::uint64_t, engine::Outgoing>& outbox) {
  core::JsonWriter json = begin_success();
  json.begin_object().key("messages").begin_array();
  std::size_t listed = 0;
  for (const auto& [id, outgoing] : outbox) {
    if (listed == kMostListed) break;
    write(json, id, outgoing);
    ++listed;
  }
  json.end_array().key("leftOut").integer(static_cast<std::int64_t>(outbox.size() - listed));
  json.end_object();
  return success(std::move(json));
}

}  // namespace silicon::api
