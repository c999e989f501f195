#include "alerting/notify/retry/queue.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "alerting/notify/retry/back_off.hpp"

namespace silicon::notify {
namespace {

// So many messages that fail one after the other are not each at fault.
constexpr std::size_t kManyFailing = 3;

QueuedMessage summary_of(std::uint64_t id, const Notification& notification) {
  QueuedMessage message{id, notification.group_key, notification.reason, 0, 0};
  for (const Item& item : notification.alerts) {
    ++(item.notice.resolved ? message.resolved : message.firing);
  }
  return message;
}

}  // namespace

void Queue::set_limit(std::optional<RateLimit> limit, bool by_group) {
  limit_ = limit;
  by_group_ = by_group;
}

void Queue::push(std::uint64_t id, Notification notification,
                 std::span<const std::uint64_t> replaces) {
  for (const std::uint64_t other : replaces) {
    const auto found = by_id_.find(other);
    if (found == by_id_.end()) continue;
    found->second->replaced = true;
    if (!found->second->under_way) drop(found->second);
  }
  if (by_id_.contains(id)) return;
  const Place place = entries_.emplace(entries_.end());
  place->id = id;
  place->notification = std::move(notification);
  by_id_.emplace(id, place);
  std::vector<Place>& group = groups_[place->notification.group_key];
  place->leads = group.empty();
  group.push_back(place);
}

void Queue::drop(Place place) {
  const auto group = groups_.find(place->notification.group_key);
  std::erase(group->second, place);
  if (group->second.empty()) {
    groups_.erase(group);
  } else {
    group->second.front()->leads = true;
  }
  if (place->failures > 0) --retried_;
  by_id_.erase(place->id);
  entries_.erase(place);
}

// A clock that was set back must not make anybody wait for it.
void Queue::watch_clock(core::Instant now) {
  if (now < last_) {
    const core::Duration back = last_ - now;
    not_before_ -= back;
    for (Entry& entry : entries_) entry.not_before -= back;
  }
  last_ = now;
}

// Whose time has come, and of whose group nothing older waits; in their order.
std::vector<Queue::Place> Queue::ready(core::Instant now) {
  const bool all = crowded_ || retried_ > 0;
  std::vector<Place> out;
  for (Place place = entries_.begin(); place != entries_.end(); ++place) {
    if (place->not_before == core::Instant()) place->not_before = now;
    if (!place->leads || place->not_before > now) continue;
    out.push_back(place);
    if (!all) break;
  }
  return out;
}

std::optional<Queue::Turn> Queue::take(core::Instant now) {
  watch_clock(now);
  if (under_way() || entries_.empty() || now < not_before_) return std::nullopt;
  const std::vector<Place> candidates = ready(now);
  if (candidates.empty()) return std::nullopt;
  if (limit_) {
    if (const auto until = must_wait(rate_, *limit_, now)) {
      not_before_ = *until;
      crowded_ = true;
      return std::nullopt;
    }
  }
  const bool digests = std::exchange(crowded_, false) && limit_ && !by_group_;
  if (digests) {
    std::vector<Place> some;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(some),
                 [](const Place& place) { return !place->alone; });
    if (some.size() > 1) return together(some);
  }
  // Whose time came first, so that none stands in the way of the others.
  return single(*std::min_element(
      candidates.begin(), candidates.end(),
      [](const Place& a, const Place& b) { return a->not_before < b->not_before; }));
}

Queue::Turn Queue::single(Place place) {
  place->under_way = true;
  sending_ = {place};
  return {{summary_of(place->id, place->notification)},
          place->notification,
          place->failures,
          place->done};
}

Queue::Turn Queue::together(const std::vector<Place>& places) {
  Turn turn;
  std::vector<const Notification*> all;
  for (const Place& place : places) {
    place->under_way = true;
    turn.messages.push_back(summary_of(place->id, place->notification));
    turn.failures = std::max(turn.failures, place->failures);
    all.push_back(&place->notification);
  }
  sending_ = places;
  turn.notification = digest(all, *limit_);
  return turn;
}

Verdict Queue::finish(const Judgement& judgement, Concern concern, std::size_t done,
                      core::Instant now) {
  assert(under_way());
  watch_clock(now);
  const std::vector<Place> sent = std::exchange(sending_, {});
  if (judgement.verdict == Verdict::retry) {
    take_back(sent, judgement, concern, done, now);
    return Verdict::retry;
  }
  // Even a refusal is an answer.
  failed_.clear();
  receiver_failures_ = 0;
  const bool apart = judgement.verdict == Verdict::give_up && sent.size() > 1;
  for (const Place& place : sent) {
    place->under_way = false;
    place->alone = apart;
    if (!apart || place->replaced) drop(place);
  }
  return apart ? Verdict::retry : judgement.verdict;
}

void Queue::take_back(const std::vector<Place>& sent, const Judgement& judgement, Concern concern,
                      std::size_t done, core::Instant now) {
  for (const Place& place : sent) {
    place->under_way = false;
    if (place->replaced) {
      drop(place);
      continue;
    }
    if (++place->failures == 1) ++retried_;
    place->done = done;
    place->not_before = now + back_off(place->failures, seed_ ^ place->id);
    failed_.insert(place->id);
  }
  const bool all_wait =
      judgement.wait.has_value() || concern == Concern::receiver || failed_.size() >= kManyFailing;
  if (!all_wait) return;
  ++receiver_failures_;
  not_before_ = now + judgement.wait.value_or(back_off(receiver_failures_, seed_));
}

std::vector<QueuedMessage> Queue::clear() {
  std::vector<QueuedMessage> out;
  for (Place place = entries_.begin(); place != entries_.end();) {
    const Place next = std::next(place);
    if (!place->under_way) {
      out.push_back(summary_of(place->id, place->notification));
      drop(place);
    }
    place = next;
  }
  return out;
}

std::optional<core::Instant> Queue::due() const {
  if (under_way() || entries_.empty()) return std::nullopt;
  std::optional<core::Instant> first;
  for (const Entry& entry : entries_) {
    if (!entry.leads) continue;
    if (!first || entry.not_before < *first) first = entry.not_before;
    if (*first <= not_before_) break;
  }
  return std::max(*first, not_before_);
}

}  // namespace silicon::notify
