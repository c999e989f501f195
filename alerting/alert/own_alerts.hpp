// The alerts that no rule makes: this program raises them about itself and those it works with.
// Constants; any thread.
#pragma once

#include <string_view>

namespace silicon::alert {

// An integration of a receiver does not take what it is sent. Labels: receiver, integration.
inline constexpr std::string_view kReceiverFailing = "ReceiverFailing";

// Somebody who is to be heard of regularly was not. Label: heartbeat.
inline constexpr std::string_view kHeartbeatMissed = "HeartbeatMissed";

}  // namespace silicon::alert
