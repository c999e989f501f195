// `notify test`: sends a notification that is marked as a test to every integration of a receiver
// of a configuration file, for real, and says what the other side said. Each is tried once. Nothing
// needs to run, and nothing is remembered.
// Blocking. Tested by tests/alerting/command/notify_test/notify_test_test.cpp.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "alerting/notify/message/notification.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::command {

struct NotifyTestOptions {
  std::string file;
  std::string receiver;
  core::Labels labels;  // of the alert, over those that a test has
};

// 0 when every integration took it, 1 when one did not, or there is none.
int notify_test(const NotifyTestOptions& options, const runtime::Environment& environment,
                const core::Clock& clock, std::ostream& out, std::ostream& err);

// What is sent: one alert that fires, named Test, whose texts begin with "[TEST]".
notify::Notification test_notification(const std::string& receiver, const core::Labels& labels,
                                       const std::string& external_url, core::Instant now);

}  // namespace silicon::command
