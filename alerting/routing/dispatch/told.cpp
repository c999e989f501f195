#include "alerting/routing/dispatch/told.hpp"

#include <algorithm>

namespace silicon::routing {
namespace {

bool is_subset(const AlertHashes& part, const AlertHashes& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

bool have_common(const AlertHashes& a, const AlertHashes& b) {
  return std::any_of(a.begin(), a.end(), [&b](std::uint64_t hash) { return has(b, hash); });
}

}  // namespace

bool has(const AlertHashes& hashes, std::uint64_t hash) {
  return std::binary_search(hashes.begin(), hashes.end(), hash);
}

std::string_view reason_text(Reason reason) {
  switch (reason) {
    case Reason::nothing_to_tell:
      return "nothing to tell";
    case Reason::unchanged:
      return "nothing has changed";
    case Reason::acknowledged:
      return "acknowledged";
    case Reason::first_notification:
      return "first notification";
    case Reason::new_alerts:
      return "new alerts added";
    case Reason::some_resolved:
      return "some alerts resolved";
    case Reason::all_resolved:
      return "all alerts resolved";
    case Reason::repeat_interval:
      return "repeat interval elapsed";
    case Reason::escalated:
      break;
  }
  return "not acknowledged in time";
}

bool tells(Reason reason) {
  return reason != Reason::nothing_to_tell && reason != Reason::unchanged &&
         reason != Reason::acknowledged;
}

Reason judge(const Told* last, const Situation& situation, core::Instant now) {
  if (last == nullptr) {
    return situation.firing.empty() ? Reason::nothing_to_tell : Reason::first_notification;
  }
  if (!is_subset(situation.firing, last->firing)) return Reason::new_alerts;
  if (situation.firing.empty()) {
    // Also where ends are not sent: the log must not go on saying that they fire.
    const bool known = !last->firing.empty() || have_common(last->owed, situation.resolved);
    return known ? Reason::all_resolved : Reason::nothing_to_tell;
  }
  if (situation.send_resolved && !is_subset(situation.resolved, last->resolved)) {
    return Reason::some_resolved;
  }
  if (last->sent_at + situation.repeat_interval > now) return Reason::unchanged;
  return situation.acknowledged ? Reason::acknowledged : Reason::repeat_interval;
}

}  // namespace silicon::routing
