// A notification as templates see it: Alertmanager's data by Alertmanager's names, and what its
// messages lack, by names of our own: of the notification Reason and Remarks, of an alert What,
// Where, Since, Value, Measure, NoData, Acknowledged, Runbook, Links, AcknowledgeCommand and
// SilenceCommand. Source: Alertmanager 0.28, template/template.go. Pure; any thread.
// Tested by tests/alerting/notify/message/data_test.cpp.
#pragma once

#include "alerting/notify/message/notification.hpp"
#include "alerting/template/value/value.hpp"

namespace silicon::notify {

// Longer values of labels and annotations are cut: no channel takes them, and none must lose a
// message for them.
inline constexpr std::size_t kMostValueBytes = std::size_t{16} << 10;

templates::Value data_of(const Notification& notification, core::Instant now);

// The same where it is about one of its alerts alone.
templates::Value data_of(const Notification& notification, const Item& only, core::Instant now);

}  // namespace silicon::notify
