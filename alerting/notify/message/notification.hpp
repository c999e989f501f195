// What one receiver is to be told of one group of alerts, before anything is rendered: the value
// that routing decides on, that is kept until it is delivered, and that every channel renders.
// Values; any thread. Tested by tests/alerting/notify/message/notification_test.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::notify {

// What the rule compares the alert's value with: {">", 0.9}. Absent where it compares with nothing
// that is constant.
struct Threshold {
  std::string comparison;
  double value = 0;
};

// What the value was some time before.
struct Trend {
  double before = 0;
  core::Duration ago{0};
};

struct Acknowledgement {
  std::string by;
  std::string comment;
  std::optional<core::Instant> until = std::nullopt;  // absent: until it resolves
};

struct Item {
  alert::Notice notice;
  std::optional<Threshold> threshold = std::nullopt;
  std::optional<Trend> trend = std::nullopt;
  std::optional<Acknowledgement> acknowledgement = std::nullopt;
};

struct Notification {
  std::string receiver;
  std::string group_key;  // as Alertmanager's: "{}:{alertname=\"HighCPU\"}"; the same each time
  core::Labels group_labels;
  std::vector<Item> alerts;
  std::string external_url;    // without a '/' at the end
  core::Instant decided_at{};  // the same however often it is tried
  std::string reason;          // why now, in words: "first notification"
  // More that the reader should know, a line each: "the silence of ann has expired".
  std::vector<std::string> remarks;
};

using Pairs = std::map<std::string, std::string, std::less<>>;

// Any alert fires.
bool is_firing(const Notification& notification);
// "firing", "resolved".
std::string_view status_name(bool firing);

// The pairs that all of the alerts have.
Pairs common_labels(std::span<const Item> alerts);
Pairs common_annotations(std::span<const Item> alerts);

// Sixteen hexadecimal digits of the label set's FNV-1a, as prometheus/common has it.
std::string fingerprint(const core::Labels& labels);

// A notification without its resolved alerts: for receivers that do not want to hear of them.
Notification without_resolved(Notification notification);

}  // namespace silicon::notify
