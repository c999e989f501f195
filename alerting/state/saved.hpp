// What survives a restart, as values: alerts by the rules they belong to, what receivers were told,
// and what happened when. Values; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "alerting/alert/alert.hpp"
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

// Saved all together or not at all.
struct Changes {
  std::vector<SavedAlert> alerts;
  std::vector<RemovedAlert> removed;
  std::vector<DeliveryMark> marks;
  std::vector<HistoryEntry> history;

  bool empty() const {
    return alerts.empty() && removed.empty() && marks.empty() && history.empty();
  }
};

struct HistoryQuery {
  core::Instant from = core::Instant::min();
  core::Instant to = core::Instant::max();
  std::string rule;  // "": all
  std::size_t limit = 1000;
};

}  // namespace silicon::state
