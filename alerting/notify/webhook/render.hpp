// Alertmanager's webhook message, version 4, so that whatever listens to Alertmanager's webhooks
// listens to ours. Pure; any thread. Tested by tests/alerting/notify/webhook/render_test.cpp and
// tests/alerting/notify/webhook/golden_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/notify/message/notification.hpp"

namespace silicon::webhook {

// Each alert's "value" and, where it is so, "noData" and "resolvedValue": readers of version 4
// ignore them.
enum class Extras { none, values };

struct Settings {
  std::size_t max_alerts = 0;  // 0: all of them; the others are counted as truncated
  Extras extras = Extras::none;
};

// JSON; without extras what Alertmanager 0.28 sends, key for key and in its order. The status is
// "firing" if any alert fires.
std::string render(const notify::Notification& notification, const Settings& settings);

struct Message {
  std::string receiver;
  std::string group_key = "{}:{}";
  core::Labels group_labels;
  std::string external_url;
  std::vector<alert::Notice> alerts;
  std::size_t max_alerts = 0;
};

// The same, with extras, of alerts that no route has grouped.
std::string render(const Message& message);

}  // namespace silicon::webhook
