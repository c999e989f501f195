#include "alerting/routing/muting/silence.hpp"

#include <algorithm>
#include <utility>

#include "exporter/core/text.hpp"

namespace silicon::routing {
namespace {

// Whether `to` may take the place of `from` without becoming another silence.
bool may_become(const Silence& from, const Silence& to, core::Instant now) {
  if (!(from.matchers == to.matchers && from.schedule == to.schedule &&
        from.until_resolved == to.until_resolved)) {
    return false;
  }
  switch (silence_state(from, now)) {
    case SilenceState::active:
      return to.starts_at == from.starts_at && to.ends_at >= now;
    case SilenceState::pending:
      return to.starts_at >= now;
    case SilenceState::expired:
      break;
  }
  return false;
}

Silence ended(Silence silence, core::Instant now) {
  silence.starts_at = std::min(silence.starts_at, now);
  silence.ends_at = now;
  silence.updated_at = now;
  return silence;
}

}  // namespace

std::string_view silence_state_name(SilenceState state) {
  switch (state) {
    case SilenceState::pending:
      return "pending";
    case SilenceState::active:
      return "active";
    case SilenceState::expired:
      break;
  }
  return "expired";
}

SilenceState silence_state(const Silence& silence, core::Instant now) {
  if (now >= silence.ends_at) return SilenceState::expired;
  return now < silence.starts_at ? SilenceState::pending : SilenceState::active;
}

bool silences_at(const Silence& silence, core::Instant now) {
  return silence_state(silence, now) == SilenceState::active &&
         (silence.schedule.empty() || contains(silence.schedule, now));
}

core::Status check_silence(const Silence& silence) {
  if (silence.matchers.empty()) return core::invalid("at least one matcher required");
  const bool matches_nothing_named =
      std::all_of(silence.matchers.begin(), silence.matchers.end(),
                  [](const Matcher& matcher) { return matcher.matches(std::string_view()); });
  if (matches_nothing_named) {
    return core::invalid("at least one matcher must not match the empty string");
  }
  for (const Matcher& matcher : silence.matchers) {
    if (matcher.name().empty()) return core::invalid("a matcher needs the name of a label");
  }
  if (silence.ends_at <= silence.starts_at)
    return core::invalid("end time must be after start time");
  return core::Done{};
}

void SilenceSet::restore(std::vector<Silence> silences) {
  for (Silence& silence : silences) put(std::move(silence));
}

void SilenceSet::put(Silence silence) {
  std::string id = silence.id;
  silences_[std::move(id)] = std::make_shared<const Silence>(std::move(silence));
  ++version_;
}

const Silence* SilenceSet::find(const std::string& id) const {
  const auto found = silences_.find(id);
  return found == silences_.end() ? nullptr : found->second.get();
}

core::Result<SilenceSet::Change> SilenceSet::set(Silence silence, std::string fresh_id,
                                                 core::Instant now) {
  if (auto sound = check_silence(silence); !sound) return std::move(sound).error();
  if (silence.ends_at <= now) return core::invalid("end time can't be in the past");
  silence.updated_at = now;
  Change change;
  if (!silence.id.empty()) {
    const Silence* known = find(silence.id);
    if (known == nullptr) {
      return core::Error("silence " + core::excerpt(silence.id) + " not found",
                         core::ErrorKind::absent);
    }
    silence.seen = known->seen;
    if (may_become(*known, silence, now)) {
      change = {silence.id, {silence}};
      put(std::move(silence));
      return change;
    }
    if (silence_state(*known, now) != SilenceState::expired) {
      change.changed.push_back(ended(*known, now));
      put(change.changed.back());
    }
  }
  silence.id = std::move(fresh_id);
  silence.seen = false;
  silence.starts_at = std::max(silence.starts_at, now);
  change.id = silence.id;
  change.changed.push_back(silence);
  put(std::move(silence));
  return change;
}

core::Result<SilenceSet::Change> SilenceSet::expire(const std::string& id, core::Instant now) {
  const Silence* known = find(id);
  if (known == nullptr) {
    return core::Error("silence " + core::excerpt(id) + " not found", core::ErrorKind::absent);
  }
  if (silence_state(*known, now) == SilenceState::expired) {
    return core::invalid("silence " + core::excerpt(id) + " already expired");
  }
  Silence silence = ended(*known, now);
  put(silence);
  return Change{id, {std::move(silence)}};
}

Silence SilenceSet::mark_seen(const std::string& id) {
  Silence silence = *silences_.at(id);
  silence.seen = true;
  put(silence);
  return silence;
}

std::vector<std::string> SilenceSet::prune(core::Instant now) {
  std::vector<std::string> gone;
  for (auto at = silences_.begin(); at != silences_.end();) {
    if (at->second->ends_at > now - kSilenceRetention) {
      ++at;
      continue;
    }
    gone.push_back(at->first);
    at = silences_.erase(at);
  }
  if (!gone.empty()) ++version_;
  return gone;
}

std::vector<SilenceSet::Pointer> SilenceSet::about(const core::Labels& labels) const {
  std::vector<Pointer> out;
  for (const auto& [id, silence] : silences_) {
    if (matches(silence->matchers, labels)) out.push_back(silence);
  }
  return out;
}

}  // namespace silicon::routing
