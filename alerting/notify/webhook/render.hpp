// Alertmanager's webhook message, version 4, so that whatever listens to Alertmanager's webhooks
// listens to ours. Pure; any thread. Tested by tests/alerting/notify/webhook/render_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "alerting/alert/notice.hpp"

namespace silicon::webhook {

struct Message {
  std::string receiver;
  std::string group_key = "{}:{}";
  core::Labels group_labels;
  std::string external_url;
  std::vector<alert::Notice> alerts;
  std::size_t max_alerts = 0;  // 0: all of them; the others are counted as truncated
};

// JSON. The status is "firing" if any alert fires. Beyond Alertmanager each alert has its "value"
// and, where it is so, "noData" and "resolvedValue", which readers of version 4 ignore.
std::string render(const Message& message);

}  // namespace silicon::webhook
