// A configuration of receivers alone, from YAML, and the commands that send to them.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/engine/commands.hpp"
#include "tests/support/notify/notifications.hpp"
#include "tests/support/notify/receiver_reading.hpp"

namespace silicon::testing {

inline std::shared_ptr<const config::Config> receivers_config(const std::string& yaml) {
  ReceiverReading reading = read_receiver_text(yaml);
  for (const std::string& problem : reading.problems) ADD_FAILURE() << problem;
  auto config = std::make_shared<config::Config>();
  config->receivers = std::move(reading.receivers);
  return config;
}

// A message of one firing alert to an integration of the receiver "ops".
inline engine::SendNotification to_send(std::uint64_t id, const std::string& integration,
                                        const std::string& group = "g",
                                        std::vector<std::uint64_t> replaces = {}) {
  engine::SendNotification command;
  command.entry.id = id;
  command.entry.integration = integration;
  command.entry.notification = notification_of({high_cpu("host-" + std::to_string(id))});
  command.entry.notification.receiver = "ops";
  command.entry.notification.group_key = group;
  command.replaces = std::move(replaces);
  return command;
}

inline const state::DeliveryAttempt& attempt_in(const engine::Event& event) {
  return std::get<engine::NotificationTried>(event).attempt;
}

}  // namespace silicon::testing
