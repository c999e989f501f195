// Everybody who is told of alerts: each Alertmanager that discovery has found, and each webhook,
// with what still waits for it. Renders, sends through the courier, and tries again.
// One thread. Tested by tests/alerting/shell/delivery/receivers_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/engine/commands.hpp"
#include "alerting/notify/retry/outbox.hpp"
#include "alerting/shell/http/courier.hpp"
#include "exporter/core/family.hpp"

namespace silicon::shell {

class Receivers {
 public:
  using Send = std::function<void(Delivery)>;

  // `send` takes each delivery; what became of it is said to finished().
  explicit Receivers(Send send) : send_(std::move(send)) {}

  // Who there is from now on. What waits for somebody who stays still waits.
  void configure(std::shared_ptr<const config::Config> config, std::string external_url);

  // What discovery found for the Alertmanagers of one entry of the configuration, by its place.
  void found(std::size_t entry, const scrape::TargetGroups& groups);

  void tell(engine::TellAlertmanagers command);
  void tell(engine::TellWebhook command);

  // Sends what it is time for.
  void turn(core::Instant now);

  // The events that follow, for the engine.
  std::vector<engine::Event> finished(const DeliveryResult& result, core::Instant now);

  // When turn() is worth calling next.
  std::optional<core::Instant> due() const;

  // Addresses of the Alertmanagers, for the API.
  std::vector<std::string> alertmanagers() const;

  core::Families metrics() const;

 private:
  struct Receiver {
    std::string label;      // for metrics and the log: an address, or a webhook's name
    std::string webhook;    // "" for an Alertmanager
    std::size_t entry = 0;  // of the configuration's list
    notify::Outbox outbox{{}, 0};
    std::uint64_t delivery = 0;          // under way; 0: none
    std::vector<alert::Notice> sending;  // of a webhook
    std::string said_error;
  };

  Delivery rendered(const Receiver& receiver, const std::vector<alert::Notice>& notices) const;
  Delivery for_alertmanager(const Receiver& receiver,
                            const std::vector<alert::Notice>& notices) const;
  Delivery for_webhook(const Receiver& receiver, const std::vector<alert::Notice>& notices) const;

  Send send_;
  std::shared_ptr<const config::Config> config_;
  std::string external_url_;
  std::map<std::string, Receiver> receivers_;  // "am:ENTRY:URL" or "hook:NAME"
  std::uint64_t last_delivery_ = 0;
};

}  // namespace silicon::shell
