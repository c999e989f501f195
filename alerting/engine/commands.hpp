// What the engine is told, and what it wants done: the whole traffic between it and the shell.
// Events and commands are values; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/scrape/discovery/target_group.hpp"
#include "alerting/scrape/response.hpp"
#include "alerting/scrape/target.hpp"
#include "alerting/state/saved.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

// Events.

struct ScrapeFinished {
  std::uint64_t scrape = 0;  // as the command named it
  scrape::Response response;
};

// All that discovery now knows of a job's targets.
struct TargetsFound {
  std::string job;
  scrape::TargetGroups groups;
};

// A receiver has, or has for good not, taken what it was sent.
struct DeliveryFinished {
  std::string receiver;
  std::vector<alert::Notice> notices;
  bool delivered = false;
};

// How a try of one message to one integration ended.
struct NotificationTried {
  state::DeliveryAttempt attempt;
  // Where it stands, if later ones of its group are to change it; or that it stands nowhere.
  std::optional<state::PostedMessage> posted = std::nullopt;
};

// Alerts that somebody else's rules have made, by the API. They end by themselves at `ends_at`,
// unless they are said again.
struct AlertsPosted {
  std::vector<alert::Notice> notices;
  std::size_t refused = 0;  // came with them, and were wrong
};

// A heartbeat that may be expected.
struct HeartbeatHeard {
  std::string name;
};

using Event = std::variant<ScrapeFinished, TargetsFound, DeliveryFinished, NotificationTried,
                           AlertsPosted, HeartbeatHeard>;

// Commands, to be carried out in their order: what must be remembered is saved before it is told.

struct Scrape {
  std::uint64_t scrape = 0;
  scrape::Target target;
};

struct Save {
  state::Changes changes;
};

// Of the store, everything in (since, until].
struct SaveSamples {
  core::Instant since;
  core::Instant until;
};

struct Prune {
  core::Instant history_before;
  core::Instant samples_before;
};

// The clock was set back: saved samples of a time to come are to be forgotten.
struct RewindSamples {
  core::Instant now;
};

// To every Alertmanager; nobody is told how it went, since firing alerts are sent again.
struct TellAlertmanagers {
  std::vector<alert::Notice> notices;
};

// To one receiver that is told each thing once: tried again until DeliveryFinished.
struct TellWebhook {
  std::string receiver;
  std::vector<alert::Notice> notices;
};

// One message to one integration of a receiver, in the outbox already: tried again until
// NotificationTried says that it was delivered or given up. Of the messages in `replaces` those
// that are not under way are not to be sent any more, and have left the outbox.
struct SendNotification {
  state::OutboxEntry entry;
  std::vector<std::uint64_t> replaces;
};

// To whoever waits for it, once.
struct SendHeartbeat {};

enum class Importance { debug, info, warning };

struct Say {
  Importance importance = Importance::info;
  std::string message;
  std::vector<core::Label> fields;
};

using Command = std::variant<Scrape, Save, SaveSamples, Prune, RewindSamples, TellAlertmanagers,
                             TellWebhook, SendNotification, SendHeartbeat, Say>;
using Commands = std::vector<Command>;

}  // namespace silicon::engine
