// Silences: who asked that which alerts be kept quiet, and for how long. Alertmanager's, and three
// things of ours: a schedule within which they hold, an end when the alerts have resolved, and a
// word about their end in the next message (see dispatch/).
// SilenceSet is used by one thread at a time; the rest are values.
// Source: prometheus/alertmanager 0.28, silence/silence.go.
// Tested by tests/alerting/routing/muting/silence_test.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/routing/calendar/time_interval.hpp"
#include "alerting/routing/matching/matcher.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::routing {

struct Silence {
  std::string id;
  Matchers matchers;
  core::Instant starts_at;
  core::Instant ends_at;  // not within it any more
  std::string created_by;
  std::string comment;
  core::Instant updated_at;

  std::vector<TimeInterval> schedule;  // it holds only within these; empty: always
  bool until_resolved = false;         // it ends when no alert that it silences fires any more
  bool seen = false;                   // of such a one: an alert has fired since it began
};

enum class SilenceState { pending, active, expired };

// "pending", "active", "expired".
std::string_view silence_state_name(SilenceState state);
SilenceState silence_state(const Silence& silence, core::Instant now);

// Active, and within its schedule.
bool silences_at(const Silence& silence, core::Instant now);

// What Alertmanager's API refuses: no matcher, only such as match the empty text, an end that is
// not behind the start.
core::Status check_silence(const Silence& silence);

// How long expired silences are kept to be looked at.
inline constexpr core::Duration kSilenceRetention = std::chrono::hours(120);

class SilenceSet {
 public:
  using Pointer = std::shared_ptr<const Silence>;

  void restore(std::vector<Silence> silences);

  // Adds a silence (id ""), or changes the one of that id: in place where only its end or text
  // changes, and otherwise by expiring it and adding another under `fresh_id`. What has been
  // changed is in `changed`. Fails for what check_silence() refuses, for an unknown id, and for an
  // end in the past.
  struct Change {
    std::string id;
    std::vector<Silence> changed;
  };
  core::Result<Change> set(Silence silence, std::string fresh_id, core::Instant now);

  // Fails for an id that is unknown or has expired already.
  core::Result<Change> expire(const std::string& id, core::Instant now);

  // Marks one that is to end when all is resolved. Requires a known id.
  Silence mark_seen(const std::string& id);

  // Forgets those that expired long ago; their ids.
  std::vector<std::string> prune(core::Instant now);

  // Those whose matchers match, whatever their times; by id.
  std::vector<Pointer> about(const core::Labels& labels) const;

  const std::map<std::string, Pointer>& all() const { return silences_; }
  const Silence* find(const std::string& id) const;

  // Changes whenever about() may answer otherwise.
  std::uint64_t version() const { return version_; }

 private:
  void put(Silence silence);

  std::map<std::string, Pointer> silences_;
  std::uint64_t version_ = 1;
};

}  // namespace silicon::routing
