// At most so many messages in so long to one receiver, and what becomes of those beyond: they wait,
// and go out together as one digest. Nothing is dropped. Values and pure functions; any thread.
// Tested by tests/alerting/notify/retry/rate_limit_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "alerting/notify/message/notification.hpp"
#include "exporter/core/time.hpp"

namespace silicon::notify {

struct RateLimit {
  std::size_t messages = 10;
  core::Duration per = std::chrono::minutes(1);
};

// What a receiver has used of its limit: kept with it.
struct RateState {
  double used = 0;     // messages, at `at`; it goes down by RateLimit::messages in RateLimit::per
  core::Instant at{};  // the last time it was looked at
};

// Counts one message; or, where there is no room for it, nothing, and says from when on there is.
// A clock that goes back frees nothing.
std::optional<core::Instant> must_wait(RateState& state, const RateLimit& limit, core::Instant now);

// All that waits in one message, of each group one; a single one stays as it is. Of an alert that
// several speak of it has the newest state. Not for receivers that keep a state by group
// (PagerDuty, Slack's updated messages): those get the newest of each group, one by one. Requires
// that something waits.
Notification digest(std::span<const Notification* const> waiting, const RateLimit& limit);

}  // namespace silicon::notify
