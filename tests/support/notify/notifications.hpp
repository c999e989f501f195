// Notifications as routing makes them, for tests of what renders them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "alerting/notify/message/notification.hpp"
#include "alerting/notify/template/rendering.hpp"
#include "exporter/core/calendar/timestamp.hpp"

namespace silicon::testing {

inline core::Instant instant(std::string_view text) {
  return *core::parse_timestamp(text);
}

// The alert of which Alertmanager's own messages were recorded.
inline notify::Item high_cpu(const std::string& instance = "web-1:9100") {
  notify::Item item;
  item.notice.labels = {
      {"alertname", "HighCPU"}, {"cluster", "a"}, {"instance", instance}, {"severity", "critical"}};
  item.notice.annotations = {{"summary", "CPU high on web-1"}};
  item.notice.starts_at = instant("2026-11-21T00:18:34Z");
  item.notice.ends_at = instant("2026-11-21T00:38:34Z");
  item.notice.origin = alert::make_origin({}, "http://sidecar:9/graph?g0.expr=up");
  item.notice.value = 0.97;
  return item;
}

inline notify::Item resolved(notify::Item item) {
  item.notice.resolved = true;
  item.notice.ends_at = instant("2026-11-21T00:25:00Z");
  return item;
}

inline notify::Notification notification_of(std::vector<notify::Item> alerts) {
  notify::Notification notification;
  notification.receiver = "all";
  notification.group_key = R"({}:{alertname="HighCPU", cluster="a"})";
  notification.group_labels = {{"alertname", "HighCPU"}, {"cluster", "a"}};
  notification.alerts = std::move(alerts);
  notification.external_url = "http://vm:29194";
  notification.decided_at = instant("2026-11-21T00:18:36Z");
  notification.reason = "first notification";
  return notification;
}

inline notify::Surroundings at_noon() {
  return {instant("2026-11-21T00:21:34Z")};
}

// With our own templates alone.
inline notify::Rendering plain_rendering() {
  static const notify::MessageTemplates templates;
  return {templates, at_noon()};
}

// Everything that breaks out of somewhere.
inline const std::string kHostile =
    "\"'><script>alert(1)</script>\r\nBcc: x@evil.example\r\n\r\n.\r\n<!channel> {\"a\":1} \\ \x01 "
    "\xff {{ .Status }} =?utf-8?q?=0A?=";

// What a peer was recorded to send; "" where the recordings are not there.
inline std::string golden_text(const std::string& file) {
  const std::filesystem::path path = std::filesystem::path(SILICON_SOURCE_DIR) /
                                     "../shared/data/golden/alertmanager-0.28.1" / file;
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace silicon::testing
