// Routing as part of the engine: what alerts have become goes in, and messages that are on disk
// before they are sent come out; what became of them is handed back. Silences and acknowledgements
// are changed here, so that whatever people ask for is saved with what follows from it.
// Without routes it keeps quiet. One thread at a time.
// Tested by tests/alerting/engine/notifications/notifier_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/engine/commands.hpp"
#include "alerting/engine/notifications/health.hpp"
#include "alerting/notify/message/notification.hpp"
#include "alerting/routing/dispatch/dispatcher.hpp"
#include "alerting/state/saved.hpp"
#include "exporter/core/result.hpp"

namespace silicon::engine {

// Adds what is known of alerts besides their notices: thresholds, trends.
using Describe = std::function<void(std::vector<notify::Item>& items)>;

// A message in the outbox, and how it was last tried.
struct Outgoing {
  state::OutboxEntry entry;
  std::optional<state::DeliveryAttempt> last_attempt;
};

// Somebody takes an alert in hand. The alert is named by the whole of its labels or by its
// fingerprint.
struct TakeInHand {
  core::Labels labels;
  std::string fingerprint;
  std::string by;
  std::string comment;
  std::optional<core::Instant> until;  // none: until it resolves
};

// Alerts that came by the API, since the start.
struct Received {
  std::uint64_t firing = 0;
  std::uint64_t resolved = 0;
  std::uint64_t refused = 0;
};

class Notifier {
 public:
  // What is to be done in consequence, in this order: saved, then carried out.
  struct Work {
    state::Changes changes;
    Commands after;
  };

  // No plan: nobody is routed to.
  void configure(std::optional<routing::Plan> plan, std::string external_url, core::Instant now,
                 Work& work);

  // What was saved before a restart, behind configure() and before all else: what was under way is
  // sent again. Without routes it is kept until there are some.
  void restore(state::SavedRouting saved, Work& work);

  // Takes in what alerts have become and decides. `ready`: every rule has been evaluated since the
  // start.
  void advance(core::Instant now, std::vector<alert::Notice> own, bool ready,
               const Describe& describe, Work& work);

  void take(NotificationTried tried, Work& work);
  void take(AlertsPosted posted);
  // An alert is no more, because its rule is not; no matter if nobody knows of it.
  void end(alert::Notice end);
  // So are all alerts of our own rules, which come back under other labels.
  void end_own(core::Instant now);

  // The silence's id. Errors are in words for whoever asked; ErrorKind::absent: no such silence.
  core::Result<std::string> set_silence(routing::Silence silence, std::string fresh_id,
                                        core::Instant now, Work& work);
  core::Status expire_silence(const std::string& id, core::Instant now, Work& work);

  // ErrorKind::absent: no such alert fires. Returns the labels of the alert.
  core::Result<core::Labels> acknowledge(const TakeInHand& wish, core::Instant now, Work& work);
  core::Result<core::Labels> withdraw(const core::Labels& labels, const std::string& fingerprint,
                                      Work& work);

  // A message that was given up is tried again from the beginning. ErrorKind::absent: none such.
  core::Status send_again(std::uint64_t id, Work& work);

  // Forgets silences, and dead messages and acknowledgements from before `before`.
  void prune(core::Instant now, core::Instant before, Work& work);

  std::optional<core::Instant> next_due() const { return wake_up_; }

  // Null without routes.
  routing::Dispatcher* dispatcher() { return dispatcher_.get(); }
  const routing::Dispatcher* dispatcher() const { return dispatcher_.get(); }
  const std::map<std::uint64_t, Outgoing>& outbox() const { return outbox_; }
  const ReceiverHealth& health() const { return health_; }
  const Received& received() const { return received_; }

 private:
  void send(const routing::Notify& decided, core::Instant now, const Describe& describe,
            Work& work);
  void put(state::OutboxEntry entry, std::vector<std::uint64_t> replaces, Work& work);
  void bury(Outgoing& outgoing, Work& work);
  void acknowledge_outside(const core::Labels& labels, core::Instant now, Work& work);
  void prune_acknowledgements(core::Instant before, Work& work);
  core::Result<core::Labels> find_alert(const core::Labels& labels,
                                        const std::string& fingerprint) const;

  std::unique_ptr<routing::Dispatcher> dispatcher_;
  std::string external_url_;
  std::optional<state::SavedRouting> saved_;  // until there are routes
  std::vector<routing::AlertUpdate> posted_;  // since the last advance()
  std::map<std::uint64_t, Outgoing> outbox_;
  ReceiverHealth health_;
  Received received_;
  std::optional<core::Instant> wake_up_;
};

}  // namespace silicon::engine
