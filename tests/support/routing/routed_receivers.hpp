// The integrations that an engine in a test routes to: they make of each message what the test
// says, and what is to be tried again is, ten seconds later. For tests; one thread.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "alerting/engine/commands.hpp"

namespace silicon::testing {

// A message that an integration got to see, whatever it made of it.
struct Message {
  core::Instant time;
  state::OutboxEntry entry;
  state::DeliveryOutcome outcome = state::DeliveryOutcome::delivered;
};

class RoutedReceivers {
 public:
  std::function<state::DeliveryOutcome(const state::OutboxEntry&)> receive =
      [](const state::OutboxEntry&) { return state::DeliveryOutcome::delivered; };
  std::vector<Message> messages;

 protected:
  engine::Event deliver(engine::SendNotification send, core::Instant now) {
    for (const std::uint64_t id : send.replaces) {
      std::erase_if(to_try_again_, [id](const auto& each) { return each.second.id == id; });
    }
    return try_once(std::move(send.entry), now);
  }

  std::vector<engine::Event> try_again(core::Instant now) {
    std::vector<engine::Event> events;
    for (auto& [due, entry] : std::exchange(to_try_again_, {})) {
      if (due <= now) {
        events.push_back(try_once(std::move(entry), now));
      } else {
        to_try_again_.emplace_back(due, std::move(entry));
      }
    }
    return events;
  }

  // The program was killed: what is on disk is sent again.
  void forget() { to_try_again_.clear(); }

 private:
  engine::Event try_once(state::OutboxEntry entry, core::Instant now) {
    const state::DeliveryOutcome outcome = receive(entry);
    state::DeliveryAttempt attempt;
    attempt.time = now;
    attempt.id = entry.id;
    attempt.receiver = entry.notification.receiver;
    attempt.integration = entry.integration;
    attempt.group_key = entry.notification.group_key;
    attempt.reason = entry.notification.reason;
    attempt.outcome = outcome;
    attempt.answer = outcome == state::DeliveryOutcome::delivered ? "200 OK" : "500 no";
    messages.push_back({now, entry, outcome});
    if (outcome == state::DeliveryOutcome::again) {
      to_try_again_.emplace_back(now + std::chrono::seconds(10), std::move(entry));
    }
    return engine::NotificationTried{std::move(attempt), std::nullopt};
  }

  std::vector<std::pair<core::Instant, state::OutboxEntry>> to_try_again_;
};

}  // namespace silicon::testing
