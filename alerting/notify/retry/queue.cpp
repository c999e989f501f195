#include "alerting/notify/retry/queue.hpp"

#include <algorithm>
#include <cassert>
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
    std::erase_if(entries_, [&](Entry& entry) {
      if (entry.id != other) return false;
      entry.replaced = true;
      return !entry.under_way;
    });
  }
  const bool known = std::any_of(entries_.begin(), entries_.end(),
                                 [id](const Entry& entry) { return entry.id == id; });
  if (known) return;
  Entry& entry = entries_.emplace_back();
  entry.id = id;
  entry.notification = std::move(notification);
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
std::vector<Queue::Entry*> Queue::ready(core::Instant now) {
  const bool all = crowded_ || std::any_of(entries_.begin(), entries_.end(),
                                           [](const Entry& entry) { return entry.failures > 0; });
  std::vector<Entry*> out;
  std::set<std::string_view> groups;
  for (Entry& entry : entries_) {
    if (entry.not_before == core::Instant()) entry.not_before = now;
    if (!groups.insert(entry.notification.group_key).second || entry.not_before > now) continue;
    out.push_back(&entry);
    if (!all) break;
  }
  return out;
}

std::optional<Queue::Turn> Queue::take(core::Instant now) {
  watch_clock(now);
  if (under_way_ || entries_.empty() || now < not_before_) return std::nullopt;
  std::vector<Entry*> candidates = ready(now);
  if (candidates.empty()) return std::nullopt;
  if (limit_) {
    if (const auto until = must_wait(rate_, *limit_, now)) {
      not_before_ = *until;
      crowded_ = true;
      return std::nullopt;
    }
  }
  under_way_ = true;
  const bool digests = std::exchange(crowded_, false) && limit_ && !by_group_;
  if (digests) {
    std::vector<Entry*> some;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(some),
                 [](const Entry* entry) { return !entry->alone; });
    if (some.size() > 1) return together(some);
  }
  // Whose time came first, so that none stands in the way of the others.
  Entry* next = *std::min_element(
      candidates.begin(), candidates.end(),
      [](const Entry* a, const Entry* b) { return a->not_before < b->not_before; });
  return single(*next);
}

Queue::Turn Queue::single(Entry& entry) {
  entry.under_way = true;
  return {
      {summary_of(entry.id, entry.notification)}, entry.notification, entry.failures, entry.done};
}

Queue::Turn Queue::together(const std::vector<Entry*>& entries) {
  Turn turn;
  std::vector<Notification> all;
  for (Entry* entry : entries) {
    entry->under_way = true;
    turn.messages.push_back(summary_of(entry->id, entry->notification));
    turn.failures = std::max(turn.failures, entry->failures);
    hold(all, entry->notification);
  }
  turn.notification = digest(std::move(all), *limit_);
  return turn;
}

Verdict Queue::finish(const Judgement& judgement, Concern concern, std::size_t done,
                      core::Instant now) {
  assert(under_way_);
  watch_clock(now);
  under_way_ = false;
  const auto parts = std::count_if(entries_.begin(), entries_.end(),
                                   [](const Entry& entry) { return entry.under_way; });
  if (judgement.verdict == Verdict::retry) {
    take_back(judgement, concern, done, now);
    return Verdict::retry;
  }
  // Even a refusal is an answer.
  failed_.clear();
  receiver_failures_ = 0;
  if (judgement.verdict == Verdict::give_up && parts > 1) {
    std::erase_if(entries_, [](const Entry& entry) { return entry.under_way && entry.replaced; });
    for (Entry& entry : entries_) entry.alone |= std::exchange(entry.under_way, false);
    return Verdict::retry;
  }
  std::erase_if(entries_, [](const Entry& entry) { return entry.under_way; });
  return judgement.verdict;
}

void Queue::take_back(const Judgement& judgement, Concern concern, std::size_t done,
                      core::Instant now) {
  std::erase_if(entries_, [](const Entry& entry) { return entry.under_way && entry.replaced; });
  for (Entry& entry : entries_) {
    if (!std::exchange(entry.under_way, false)) continue;
    ++entry.failures;
    entry.done = done;
    entry.not_before = now + back_off(entry.failures, seed_ ^ entry.id);
    failed_.insert(entry.id);
  }
  const bool all_wait =
      judgement.wait.has_value() || concern == Concern::receiver || failed_.size() >= kManyFailing;
  if (!all_wait) return;
  ++receiver_failures_;
  not_before_ = now + judgement.wait.value_or(back_off(receiver_failures_, seed_));
}

std::vector<QueuedMessage> Queue::clear() {
  std::vector<QueuedMessage> out;
  std::erase_if(entries_, [&](const Entry& entry) {
    if (entry.under_way) return false;
    out.push_back(summary_of(entry.id, entry.notification));
    return true;
  });
  return out;
}

std::optional<core::Instant> Queue::due() const {
  if (under_way_ || entries_.empty()) return std::nullopt;
  std::optional<core::Instant> first;
  std::set<std::string_view> groups;
  for (const Entry& entry : entries_) {
    if (!groups.insert(entry.notification.group_key).second) continue;
    if (!first || entry.not_before < *first) first = entry.not_before;
    if (*first <= not_before_) break;
  }
  return std::max(*first, not_before_);
}

}  // namespace silicon::notify
