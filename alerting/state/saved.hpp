// What survives a restart, as values: alerts by the rules they belong to, what receivers were told,
// what routing goes by, and what happened when. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "alerting/alert/alert.hpp"
#include "alerting/routing/dispatch/notification.hpp"
#include "alerting/state/deliveries.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::state {

struct SavedAlert {
  alert::RuleIdentity rule;
  alert::Alert alert;
};

struct RemovedAlert {
  alert::RuleIdentity rule;
  core::Labels labels;
};

// What a receiver that keeps no state of its own was last told of one alert.
struct DeliveryMark {
  std::string receiver;
  core::Labels labels;
  core::Instant starts_at;
  bool resolved = false;
  core::Instant sent_at;  // 0 while nobody knows whether it has arrived

  friend bool operator==(const DeliveryMark&, const DeliveryMark&) = default;
};

// One step in the life of an alert.
struct HistoryEntry {
  core::Instant time;
  std::string rule_file;
  std::string rule_group;
  std::string rule;
  core::Labels labels;
  std::string transition;  // alert::transition_name()
  double value = 0;
  std::optional<double> resolved_value;
};

// When a heartbeat that is expected was last heard.
struct HeardFrom {
  std::string name;
  core::Instant time;

  friend bool operator==(const HeardFrom&, const HeardFrom&) = default;
};

// Saved all together or not at all.
struct Changes {
  std::vector<SavedAlert> alerts;
  std::vector<RemovedAlert> removed;
  std::vector<DeliveryMark> marks;
  std::vector<HistoryEntry> history;

  // Of routing. Each replaces what was saved of the same group, silence, alert or message.
  std::vector<routing::SavedGroup> groups = {};
  std::vector<routing::GroupIdentity> erased_groups = {};
  std::vector<routing::Silence> silences = {};
  std::vector<std::string> erased_silences = {};  // ids
  std::vector<routing::Acknowledgement> acknowledgements = {};
  std::vector<core::Labels> withdrawn = {};  // alerts that nobody has in hand any more
  std::vector<OutboxEntry> outbox = {};
  std::vector<std::uint64_t> sent = {};  // ids that leave the outbox
  std::vector<DeliveryAttempt> attempts = {};
  std::vector<PostedMessage> posted = {};
  std::vector<HeardFrom> heard = {};

  bool empty() const {
    return alerts.empty() && removed.empty() && marks.empty() && history.empty() &&
           groups.empty() && erased_groups.empty() && silences.empty() && erased_silences.empty() &&
           acknowledgements.empty() && withdrawn.empty() && outbox.empty() && sent.empty() &&
           attempts.empty() && posted.empty() && heard.empty();
  }
};

// All that was saved of routing, for the time after a restart.
struct SavedRouting {
  std::vector<routing::SavedGroup> groups;
  std::vector<routing::Silence> silences;
  std::vector<routing::Acknowledgement> acknowledgements;
  std::vector<OutboxEntry> outbox;  // by id; the dead ones too
  std::vector<PostedMessage> posted;
  std::vector<HeardFrom> heard;
  std::vector<DeliveryAttempt> attempts;  // the newest of each message in the outbox
  std::uint64_t last_id = 0;              // the largest that any message ever had
  std::size_t unreadable = 0;             // rows that were left out
};

struct HistoryQuery {
  core::Instant from = core::Instant::min();
  core::Instant to = core::Instant::max();
  std::string rule;  // "": all
  std::size_t limit = 1000;
};

}  // namespace silicon::state
