// Everybody whom routes lead to: each integration of each receiver, with the messages on their way
// to it. Renders a message when its turn has come, sends it by the courier or the mailer, and says
// how each try ended; tries again, in digests where the receiver's rate limit asks for it. Messages
// come from the outbox on disk and leave it only by what is said here.
// Deliveries have keys with the highest bit set; those of Receivers never have it.
// One thread. Tested by tests/alerting/shell/delivery/integrations_test.cpp,
// tests/alerting/shell/delivery/stateful_integrations_test.cpp and
// tests/alerting/shell/delivery/peers_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/engine/commands.hpp"
#include "alerting/notify/retry/queue.hpp"
#include "alerting/notify/template/templates.hpp"
#include "alerting/shell/delivery/compose.hpp"
#include "alerting/shell/delivery/delivery_counts.hpp"
#include "exporter/core/family.hpp"

namespace silicon::shell {

class Integrations {
 public:
  using SendHttp = std::function<void(Delivery)>;
  using SendMail = std::function<void(MailDelivery)>;

  // What became of what `http` and `mail` take is said to finished().
  Integrations(SendHttp http, SendMail mail, notify::ZoneLookup zone)
      : send_http_(std::move(http)), send_mail_(std::move(mail)), zone_(std::move(zone)) {}

  // Who there is from now on, and what messages look like. What waits for somebody who stays still
  // waits; what waits for somebody who has gone is given up.
  void configure(std::shared_ptr<const config::Config> config, notify::MessageTemplates templates);

  // Where messages stand that later ones change, from before a restart.
  void restore(std::vector<state::PostedMessage> posted);

  // A message that is in the outbox.
  void send(engine::SendNotification command);

  // Sends what it is time for. The events say what came to an end without being sent: for nobody,
  // or because it cannot be written.
  [[nodiscard]] std::vector<engine::Event> turn(core::Instant now);

  // The events that follow, for the engine. Of a delivery that is not from here: none.
  std::vector<engine::Event> finished(const DeliveryResult& result, core::Instant now);
  std::vector<engine::Event> finished(const MailResult& result, core::Instant now);

  // When turn() is worth calling next.
  std::optional<core::Instant> due() const;

  // Messages that have not arrived.
  std::size_t waiting() const;

  core::Families metrics() const;

 private:
  // A message under way, in one request or several.
  struct Sending {
    notify::Queue::Turn turn;
    std::uint64_t key = 0;
    Composed composed;
    std::size_t at = 0;                          // the post under way
    bool updates = false;                        // changes the message that stands
    std::optional<state::PostedMessage> posted;  // to be said
    core::SteadyDuration duration{};
  };
  struct Integration {
    std::string receiver;
    std::string name;
    IntegrationConfig config;
    notify::Queue queue{0};
    std::optional<Sending> sending = std::nullopt;
    bool gone = false;  // from the configuration, with a message still under way
    bool said_failure = false;
    std::optional<core::Instant> said_at = std::nullopt;
    std::optional<core::Instant> said_problem_at = std::nullopt;
  };
  // A message for nobody.
  struct Orphan {
    std::string receiver;
    std::string integration;
    notify::QueuedMessage message;
  };
  // How a try ended.
  struct Ending {
    notify::Judgement judgement;
    notify::Concern concern = notify::Concern::message;
    FailureReason reason = FailureReason::other;
    std::string answer;  // in words
  };
  using Key = std::pair<std::string, std::string>;                      // receiver, integration
  using PostedKey = std::tuple<std::string, std::string, std::string>;  // and group
  using Events = std::vector<engine::Event>;

  void leave(Integration& integration);
  Integration* find(std::uint64_t key);
  DeliveryCounts::Of& counts(const Integration& integration);
  // Whether something of it is under way now.
  bool begin(Integration& integration, notify::Queue::Turn turn, core::Instant now, Events& out);
  bool compose_and_send(Integration& integration, core::Instant now, Events& out);
  void send_next(Integration& integration);
  void remember(Integration& integration, const DeliveryResult& result, core::Instant now);
  void forget(Integration& integration);
  void conclude(Integration& integration, const Ending& ending, core::Instant now, Events& out);
  void say(Integration& integration, const Ending& ending, core::Instant now) const;
  void say_problems(Integration& integration, core::Instant now) const;

  SendHttp send_http_;
  SendMail send_mail_;
  notify::ZoneLookup zone_;
  notify::MessageTemplates templates_;
  std::map<Key, Integration> integrations_;
  std::map<PostedKey, slack::Posted> posted_;
  std::vector<Orphan> orphans_;
  std::uint64_t last_key_ = std::uint64_t{1} << 63U;
  DeliveryCounts counts_;
};

}  // namespace silicon::shell
