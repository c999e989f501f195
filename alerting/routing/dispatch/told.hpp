// What a receiver was last told of a group, and whether it must be told again, with the reason: the
// notification log of Alertmanager and its needsUpdate, as one pure function.
// Source: prometheus/alertmanager 0.28, notify/notify.go, DedupStage; its words from 0.32.
// Values; any thread. Tested by tests/alerting/routing/dispatch/told_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "exporter/core/time.hpp"

namespace silicon::routing {

// Alerts by the hash of their labels; sorted, each once.
using AlertHashes = std::vector<std::uint64_t>;

bool has(const AlertHashes& hashes, std::uint64_t hash);

struct Told {
  core::Instant sent_at;
  AlertHashes firing;
  AlertHashes resolved;
  // Told as firing some time, and kept quiet since: their end is still to be told.
  AlertHashes owed;

  friend bool operator==(const Told&, const Told&) = default;
};

enum class Reason {
  nothing_to_tell,  // nothing fires that it knows of, or would be told of
  unchanged,        // it knows, and it is not yet time to say it again
  acknowledged,     // it would be said again, but everything that fires is in somebody's hands
  first_notification,
  new_alerts,
  some_resolved,
  all_resolved,
  repeat_interval,
  escalated,
};

// "first notification", "new alerts added", "repeat interval elapsed"...
std::string_view reason_text(Reason reason);

// Whether it is a reason to tell, and not one to be quiet.
bool tells(Reason reason);

struct Situation {
  AlertHashes firing;  // of the alerts that nothing keeps quiet
  AlertHashes resolved;
  bool send_resolved = true;
  core::Duration repeat_interval{};
  bool acknowledged = false;  // all that fire
};

// `last` is null when it was never told. It is repeated at the first flush that comes a whole
// repeat_interval after the last message, not one later.
Reason judge(const Told* last, const Situation& situation, core::Instant now);

}  // namespace silicon::routing
