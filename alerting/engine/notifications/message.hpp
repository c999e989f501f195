// What routing has decided to tell, as the notification that is kept and rendered: its alerts with
// who has them in hand, and what the reader should know besides. Pure; any thread.
// Tested by tests/alerting/engine/notifications/message_test.cpp.
#pragma once

#include <string_view>

#include "alerting/notify/message/notification.hpp"
#include "alerting/routing/dispatch/notification.hpp"
#include "alerting/routing/muting/silence.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

// The reason of a message that says only that somebody has an alert in hand.
inline constexpr std::string_view kAcknowledged = "acknowledged";

// Without the external URL.
notify::Notification notification_of(const routing::Notify& decided,
                                     const routing::SilenceSet& silences, core::Instant now);

}  // namespace silicon::engine
