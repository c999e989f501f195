// What the dispatcher decides: what is to be told to whom and why, and what is kept quiet by what.
// Values; any thread. Tested by tests/alerting/routing/dispatch/dispatcher_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/routing/dispatch/told.hpp"
#include "alerting/routing/muting/acknowledgement.hpp"
#include "alerting/routing/muting/silence.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::routing {

using NoticePointer = std::shared_ptr<const alert::Notice>;

// A group, also across reloads and restarts.
struct GroupIdentity {
  std::string route;  // Route::identity
  core::Labels labels;

  friend bool operator==(const GroupIdentity&, const GroupIdentity&) = default;
  friend std::strong_ordering operator<=>(const GroupIdentity& a, const GroupIdentity& b) {
    const auto order = a.route <=> b.route;
    return order != 0 ? order : a.labels <=> b.labels;
  }
};

// One message to one integration of a receiver.
struct Notify {
  std::uint64_t id = 0;  // ever larger; what became of it is reported by this
  GroupIdentity group;
  std::string group_key;  // as Alertmanager's
  std::string receiver;
  std::string integration;
  Reason reason = Reason::first_notification;
  std::vector<NoticePointer> alerts;          // Alertmanager's order: job, instance, labels
  std::size_t muted = 0;                      // alerts of the group that are not in it
  std::vector<Acknowledgement> acknowledged;  // of its alerts
  std::vector<std::string> ended_silences;    // ids: kept some of the group quiet until now
  std::vector<std::uint64_t> replaces;        // not yet delivered: not worth sending any more
};

// Why an alert is kept quiet.
struct Suppression {
  enum class Kind { inhibited, not_active, muted, silenced, acknowledged };

  GroupIdentity group;
  core::Labels alert;  // empty: all of the group
  Kind kind = Kind::silenced;
  std::vector<std::string> by;  // ids, names of time intervals, labels of the source, who
};

// "inhibited", "outside its active time", "muted by time", "silenced", "acknowledged".
std::string_view suppression_text(Suppression::Kind kind);

// What one integration knows of a group.
struct Channel {
  struct Pending {
    std::uint64_t id = 0;
    Told told;

    friend bool operator==(const Pending&, const Pending&) = default;
  };

  std::string receiver;
  std::string integration;
  std::optional<Told> told;      // delivered
  std::vector<Pending> pending;  // decided since, in order, not yet delivered

  // What it knows, or will once all is delivered; null: nothing.
  const Told* last() const {
    if (!pending.empty()) return &pending.back().told;
    return told ? &*told : nullptr;
  }
  // Knows of nothing that fires, and is about to be told nothing.
  bool is_spent() const {
    return pending.empty() && (!told || (told->firing.empty() && told->owed.empty()));
  }
  friend bool operator==(const Channel&, const Channel&) = default;
};

// All of a group that must survive a restart; its alerts come back by themselves.
struct SavedGroup {
  GroupIdentity identity;
  core::Instant next_flush;
  bool flushed = false;
  std::size_t escalated = 0;  // steps taken
  std::vector<Channel> channels;
  std::vector<std::pair<std::uint64_t, core::Instant>> first_told;  // by hash of the alert

  friend bool operator==(const SavedGroup&, const SavedGroup&) = default;
};

struct Decisions {
  std::vector<Notify> notify;
  std::vector<Suppression> suppressed;  // of the groups that were flushed
  // What has changed and must be on disk before anything of `notify` is sent.
  std::vector<SavedGroup> saved;
  std::vector<GroupIdentity> erased;
  std::vector<Silence> silences;
  std::size_t flushed = 0;               // groups
  std::optional<core::Instant> wake_up;  // the next advance() at the latest
};

}  // namespace silicon::routing
