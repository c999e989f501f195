// What must survive a restart of messages on their way: those that were decided on and have not
// arrived, how each try ended, and where messages stand that later ones are to change.
// Values; any thread. Tested by tests/alerting/state/deliveries_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/notify/message/notification.hpp"
#include "exporter/core/time.hpp"

namespace silicon::state {

// A message to one integration of a receiver. It leaves the outbox when the receiver has it, or
// when a newer one of its group takes its place.
struct OutboxEntry {
  std::uint64_t id = 0;     // routing::Notify::id
  std::string integration;  // of notification.receiver: "slack[0]"
  notify::Notification notification;
  // Given up, and kept to be looked at and sent again by hand; `answer` is the receiver's last one.
  bool dead = false;
  std::string answer;
};

enum class DeliveryOutcome { delivered, again, given_up };

// "delivered", "again", "given up".
std::string_view delivery_outcome_name(DeliveryOutcome outcome);

// One try of one message.
struct DeliveryAttempt {
  core::Instant time;    // when it ended
  std::uint64_t id = 0;  // of the message
  std::string receiver;
  std::string integration;
  std::string group_key;
  std::string reason;  // why the message: "first notification"
  std::size_t firing = 0;
  std::size_t resolved = 0;
  DeliveryOutcome outcome = DeliveryOutcome::delivered;
  std::string answer;  // in words, without secrets: "200 OK", "429 Too Many Requests: ..."
  core::Duration duration{0};
};

// Where the message of a group stands that is to be updated: Slack's channel and timestamp. An
// empty timestamp: nowhere any more.
struct PostedMessage {
  std::string receiver;
  std::string integration;
  std::string group_key;
  std::string channel;
  std::string timestamp;
};

struct AttemptQuery {
  core::Instant from = core::Instant::min();
  core::Instant to = core::Instant::max();
  std::string receiver;   // "": all
  std::string group_key;  // "": all
  std::size_t limit = 1000;
};

}  // namespace silicon::state
