#include "alerting/engine/notifications/notifier.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "alerting/engine/notifications/message.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::engine {
namespace {

core::Error absent(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::absent);
}

void append(std::vector<routing::Silence>& to, std::vector<routing::Silence> from) {
  for (routing::Silence& silence : from) to.push_back(std::move(silence));
}

ReceiverHealth::Integrations integrations_of(const std::optional<routing::Plan>& plan) {
  ReceiverHealth::Integrations out;
  if (!plan) return out;
  for (const routing::Receiver& receiver : plan->receivers) {
    for (const routing::Integration& integration : receiver.integrations) {
      out.emplace(receiver.name, integration.name);
    }
  }
  return out;
}

}  // namespace

void Notifier::configure(std::optional<routing::Plan> plan, std::string external_url,
                         core::Instant now, Work& work) {
  external_url_ = std::move(external_url);
  health_.configure(integrations_of(plan), now);
  if (!plan) {
    dispatcher_.reset();
  } else if (dispatcher_ != nullptr) {
    dispatcher_->configure(*std::move(plan), now);
  } else {
    dispatcher_ = std::make_unique<routing::Dispatcher>(*std::move(plan));
    if (saved_) restore(*std::exchange(saved_, std::nullopt), work);
  }
  wake_up_ = dispatcher_ != nullptr ? std::optional(now) : std::nullopt;
}

void Notifier::restore(state::SavedRouting saved, Work& work) {
  if (dispatcher_ == nullptr) {
    saved_ = std::move(saved);
    return;
  }
  std::set<std::uint64_t> waiting;
  for (const state::OutboxEntry& entry : saved.outbox) {
    if (!entry.dead) waiting.insert(entry.id);
  }
  dispatcher_->silences().restore(std::move(saved.silences));
  dispatcher_->acknowledgements().restore(std::move(saved.acknowledgements));
  std::vector<std::uint64_t> lost;  // that the outbox does not know: to be told anew
  for (const routing::SavedGroup& group : saved.groups) {
    for (const routing::Channel& channel : group.channels) {
      for (const auto& pending : channel.pending) {
        if (!waiting.contains(pending.id)) lost.push_back(pending.id);
      }
    }
  }
  dispatcher_->restore(std::move(saved.groups), saved.last_id + 1);
  for (const std::uint64_t id : lost) {
    if (auto group = dispatcher_->failed(id)) work.changes.groups.push_back(*std::move(group));
  }
  for (state::OutboxEntry& entry : saved.outbox) {
    Outgoing& outgoing = outbox_[entry.id];
    outgoing.entry = std::move(entry);
    if (outgoing.entry.dead) continue;
    work.after.emplace_back(SendNotification{outgoing.entry, {}});
    // Ends that are on their way: a message that takes this one's place must hold them, too.
    for (const notify::Item& item : outgoing.entry.notification.alerts) {
      if (item.notice.resolved) posted_.push_back({item.notice, false});
    }
  }
  for (state::DeliveryAttempt& attempt : saved.attempts) {
    const auto found = outbox_.find(attempt.id);
    if (found == outbox_.end()) continue;
    health_.take(attempt);
    found->second.last_attempt = std::move(attempt);
  }
}

void Notifier::advance(core::Instant now, std::vector<alert::Notice> own, bool ready,
                       const Describe& describe, Work& work) {
  if (dispatcher_ == nullptr) return;
  std::vector<routing::AlertUpdate> updates = std::exchange(posted_, {});
  for (alert::Notice& notice : own) updates.push_back({std::move(notice), false});
  for (alert::Notice& notice : health_.notices(now)) updates.push_back({std::move(notice), false});
  routing::Decisions decisions = dispatcher_->advance(now, std::move(updates), ready);
  wake_up_ = decisions.wake_up;
  if (const auto due = health_.due()) wake_up_ = std::min(wake_up_.value_or(*due), *due);
  state::Changes& changes = work.changes;
  for (routing::GroupIdentity& group : decisions.erased) {
    std::erase_if(changes.groups, [&](const auto& saved) { return saved.identity == group; });
    changes.erased_groups.push_back(std::move(group));
  }
  for (routing::SavedGroup& group : decisions.saved) changes.groups.push_back(std::move(group));
  append(changes.silences, std::move(decisions.silences));
  for (const routing::Notify& decided : decisions.notify) send(decided, now, describe, work);
}

void Notifier::send(const routing::Notify& decided, core::Instant now, const Describe& describe,
                    Work& work) {
  for (const std::uint64_t id : decided.replaces) {
    if (outbox_.erase(id) > 0) work.changes.sent.push_back(id);
  }
  state::OutboxEntry entry;
  entry.id = decided.id;
  entry.integration = decided.integration;
  entry.notification = notification_of(decided, dispatcher_->silences(), now);
  entry.notification.external_url = external_url_;
  if (describe) describe(entry.notification.alerts);
  put(std::move(entry), decided.replaces, work);
}

void Notifier::put(state::OutboxEntry entry, std::vector<std::uint64_t> replaces, Work& work) {
  work.changes.outbox.push_back(entry);
  outbox_[entry.id] = {entry, std::nullopt};
  work.after.emplace_back(SendNotification{std::move(entry), std::move(replaces)});
}

void Notifier::take(NotificationTried tried, Work& work) {
  const state::DeliveryAttempt& attempt = tried.attempt;
  health_.take(attempt);
  work.changes.attempts.push_back(attempt);
  if (tried.posted) work.changes.posted.push_back(*std::move(tried.posted));
  if (attempt.outcome == state::DeliveryOutcome::delivered && dispatcher_ != nullptr) {
    if (auto group = dispatcher_->delivered(attempt.id)) {
      work.changes.groups.push_back(*std::move(group));
    }
  }
  const auto found = outbox_.find(attempt.id);
  if (attempt.outcome == state::DeliveryOutcome::delivered) {
    work.changes.sent.push_back(attempt.id);
    if (found != outbox_.end()) outbox_.erase(found);
  } else if (found != outbox_.end()) {
    found->second.last_attempt = attempt;
    if (attempt.outcome == state::DeliveryOutcome::given_up) bury(found->second, work);
  }
}

// The receiver does not have it and never will: what it should know is decided on anew with the
// group's next flush.
void Notifier::bury(Outgoing& outgoing, Work& work) {
  outgoing.entry.dead = true;
  outgoing.entry.answer = outgoing.last_attempt->answer;
  work.changes.outbox.push_back(outgoing.entry);
  work.after.emplace_back(Say{Importance::warning,
                              "a notification was given up",
                              {{"receiver", outgoing.entry.notification.receiver},
                               {"integration", outgoing.entry.integration},
                               {"id", std::to_string(outgoing.entry.id)},
                               {"answer", outgoing.entry.answer}}});
  if (dispatcher_ == nullptr) return;
  if (auto group = dispatcher_->failed(outgoing.entry.id)) {
    work.changes.groups.push_back(*std::move(group));
  }
}

void Notifier::take(AlertsPosted posted) {
  received_.refused += posted.refused;
  for (alert::Notice& notice : posted.notices) {
    ++(notice.resolved ? received_.resolved : received_.firing);
    posted_.push_back({std::move(notice), true});
  }
}

void Notifier::end(alert::Notice end) {
  if (dispatcher_ == nullptr) return;
  const auto found = dispatcher_->alerts().find(end.labels);
  if (found != dispatcher_->alerts().end()) {
    const core::Instant ends_at = end.ends_at;
    end = *found->second.notice;
    end.resolved = true;
    end.ends_at = ends_at;
  }
  posted_.push_back({std::move(end), false});
}

void Notifier::end_own(core::Instant now) {
  if (dispatcher_ == nullptr) return;
  for (const auto& [labels, alert] : dispatcher_->alerts()) {
    if (alert.expires || alert.notice->rule().file.empty()) continue;
    alert::Notice gone = *alert.notice;
    gone.ends_at = now;
    end(std::move(gone));
  }
}

core::Result<std::string> Notifier::set_silence(routing::Silence silence, std::string fresh_id,
                                                core::Instant now, Work& work) {
  if (dispatcher_ == nullptr) return core::Error("there are no routes: nothing to be silenced");
  auto change = dispatcher_->silences().set(std::move(silence), std::move(fresh_id), now);
  if (!change) return change.error();
  append(work.changes.silences, std::move(change->changed));
  wake_up_ = now;
  return std::move(change->id);
}

core::Status Notifier::expire_silence(const std::string& id, core::Instant now, Work& work) {
  if (dispatcher_ == nullptr) return core::Error("there are no routes: nothing is silenced");
  auto change = dispatcher_->silences().expire(id, now);
  if (!change) return change.error();
  append(work.changes.silences, std::move(change->changed));
  wake_up_ = now;
  return core::Done{};
}

core::Result<core::Labels> Notifier::find_alert(const core::Labels& labels,
                                                const std::string& fingerprint) const {
  if (dispatcher_ == nullptr) return absent("there are no routes: no alert is known");
  for (const auto& [known, alert] : dispatcher_->alerts()) {
    if (alert.notice->resolved) continue;
    if (fingerprint.empty() ? known == labels : notify::fingerprint(known) == fingerprint) {
      return known;
    }
  }
  return absent("no alert fires with " + (fingerprint.empty()
                                              ? "the labels " + promql::labels_text(labels)
                                              : "the fingerprint " + fingerprint));
}

core::Result<core::Labels> Notifier::acknowledge(const TakeInHand& wish, core::Instant now,
                                                 Work& work) {
  auto labels = find_alert(wish.labels, wish.fingerprint);
  if (!labels) return labels;
  if (wish.until && *wish.until <= now) return core::Error("the end of it has passed already");
  const alert::Notice& notice = *dispatcher_->alerts().at(*labels).notice;
  routing::Acknowledgement made{*labels, notice.starts_at, wish.by, wish.comment, now, wish.until};
  work.changes.acknowledgements.push_back(made);
  dispatcher_->acknowledgements().add(std::move(made));
  acknowledge_outside(*labels, now, work);
  wake_up_ = now;
  return labels;
}

// PagerDuty knows of acknowledgements itself, and goes on calling people until it hears of one.
void Notifier::acknowledge_outside(const core::Labels& labels, core::Instant now, Work& work) {
  for (const auto& [identity, group] : dispatcher_->groups()) {
    const auto member = group.members.find(labels);
    if (member == group.members.end()) continue;
    for (const routing::Channel& channel : group.channels) {
      const bool knows = channel.told && routing::has(channel.told->firing, labels.hash());
      if (!channel.integration.starts_with("pagerduty[") || !knows) continue;
      routing::Notify decided;
      decided.id = dispatcher_->take_id();
      decided.group = identity;
      decided.group_key =
          routing::group_key(dispatcher_->tree().routes()[group.route], identity.labels);
      decided.receiver = channel.receiver;
      decided.integration = channel.integration;
      decided.alerts = {member->second.alert->notice};
      const auto* made =
          dispatcher_->acknowledgements().find(labels, decided.alerts.front()->starts_at, now);
      if (made != nullptr) decided.acknowledged.push_back(*made);
      state::OutboxEntry entry;
      entry.id = decided.id;
      entry.integration = decided.integration;
      entry.notification = notification_of(decided, dispatcher_->silences(), now);
      entry.notification.reason = kAcknowledged;
      entry.notification.external_url = external_url_;
      put(std::move(entry), {}, work);
    }
  }
}

core::Result<core::Labels> Notifier::withdraw(const core::Labels& labels,
                                              const std::string& fingerprint, Work& work) {
  auto found = find_alert(labels, fingerprint);
  if (!found) return found;
  if (!dispatcher_->acknowledgements().withdraw(*found)) {
    return absent("nobody has acknowledged " + promql::labels_text(*found));
  }
  work.changes.withdrawn.push_back(*found);
  return found;
}

core::Status Notifier::send_again(std::uint64_t id, Work& work) {
  const auto found = outbox_.find(id);
  if (found == outbox_.end() || !found->second.entry.dead) {
    return absent("the outbox holds no message " + std::to_string(id) + " that was given up");
  }
  state::OutboxEntry entry = found->second.entry;
  entry.dead = false;
  put(std::move(entry), {}, work);
  return core::Done{};
}

void Notifier::prune(core::Instant now, core::Instant before, Work& work) {
  if (dispatcher_ != nullptr) {
    for (std::string& id : dispatcher_->silences().prune(now)) {
      work.changes.erased_silences.push_back(std::move(id));
    }
    prune_acknowledgements(before, work);
  }
  std::erase_if(outbox_, [&](const auto& entry) {
    const state::OutboxEntry& message = entry.second.entry;
    const bool old = message.dead && message.notification.decided_at < before;
    if (old) work.changes.sent.push_back(entry.first);
    return old;
  });
}

// Of alerts that have ended: what fires next is another matter.
void Notifier::prune_acknowledgements(core::Instant before, Work& work) {
  std::vector<core::Labels> over;
  for (const auto& [labels, made] : dispatcher_->acknowledgements().all()) {
    const auto known = dispatcher_->alerts().find(labels);
    if (made.at < before && known == dispatcher_->alerts().end()) over.push_back(labels);
  }
  for (core::Labels& labels : over) {
    dispatcher_->acknowledgements().withdraw(labels);
    work.changes.withdrawn.push_back(std::move(labels));
  }
}

}  // namespace silicon::engine
