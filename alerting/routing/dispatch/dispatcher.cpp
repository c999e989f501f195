#include "alerting/routing/dispatch/dispatcher.hpp"

#include <algorithm>
#include <utility>

namespace silicon::routing {
namespace {

std::map<std::string, std::size_t> by_identity(const RouteTree& tree) {
  std::map<std::string, std::size_t> out;
  for (std::size_t i = 0; i < tree.routes().size(); ++i) out[tree.routes()[i].identity] = i;
  return out;
}

bool is_over(const AlertUpdate& update, core::Instant now) {
  return update.notice.resolved || (update.expires && update.notice.ends_at <= now);
}

void keep_earlier(std::optional<core::Instant>& least, core::Instant instant) {
  if (!least || instant < *least) least = instant;
}

// What an integration that is no longer configured was told concerns nobody.
void drop_channels(Group& group, const Plan& plan) {
  std::erase_if(group.channels, [&](const Channel& channel) {
    return std::none_of(
        plan.receivers.begin(), plan.receivers.end(), [&](const Receiver& receiver) {
          return receiver.name == channel.receiver &&
                 std::any_of(
                     receiver.integrations.begin(), receiver.integrations.end(),
                     [&](const Integration& each) { return each.name == channel.integration; });
        });
  });
}

}  // namespace

Dispatcher::Dispatcher(Plan plan)
    : plan_(std::make_unique<const Plan>(std::move(plan))),
      tree_(plan_->root),
      routes_by_identity_(by_identity(tree_)),
      inhibitor_(plan_->inhibit_rules) {}

Flush Dispatcher::flush_at(core::Instant now) const {
  return {*plan_, tree_, silences_, acknowledgements_, inhibitor_, now};
}

void Dispatcher::restore(std::vector<SavedGroup> groups, std::uint64_t next_id) {
  next_id_ = std::max(next_id_, next_id);
  for (SavedGroup& saved : groups) {
    const auto route = routes_by_identity_.find(saved.identity.route);
    if (route == routes_by_identity_.end()) continue;
    Group& group = groups_[saved.identity];
    group.identity = saved.identity;
    group.route = route->second;
    group.next_flush = saved.next_flush;
    group.flushed = saved.flushed;
    group.escalated = saved.escalated;
    group.channels = std::move(saved.channels);
    group.first_told.insert(saved.first_told.begin(), saved.first_told.end());
    drop_channels(group, *plan_);
    for (const Channel& channel : group.channels) {
      for (const Channel::Pending& pending : channel.pending) {
        pending_[pending.id] = group.identity;
      }
    }
  }
}

void Dispatcher::configure(Plan plan, core::Instant now) {
  std::vector<SavedGroup> kept;
  std::map<GroupIdentity, std::string> receivers;
  for (const auto& [identity, group] : groups_) {
    kept.push_back(group.saved());
    receivers[identity] = tree_.routes()[group.route].options.receiver;
  }
  plan_ = std::make_unique<const Plan>(std::move(plan));
  tree_ = RouteTree(plan_->root);
  routes_by_identity_ = by_identity(tree_);
  inhibitor_ = Inhibitor(plan_->inhibit_rules);
  groups_.clear();
  pending_.clear();
  restore(std::move(kept), next_id_);
  for (auto& [labels, alert] : alerts_) {
    alert.groups.clear();
    if (!alert.notice->resolved) inhibitor_.fires(labels);
    join(alert, now);
  }
  for (auto& [identity, group] : groups_) {
    const RouteOptions& options = tree_.routes()[group.route].options;
    core::Duration wait = options.group_interval;
    // Somebody else is to be told, who knows nothing yet.
    if (receivers.contains(identity) && receivers[identity] != options.receiver) {
      wait = options.group_wait;
    }
    group.next_flush = std::min(group.next_flush, now + wait);
  }
  drop_alerts();
  alerts_changed_ = true;
}

Decisions Dispatcher::advance(core::Instant now, std::vector<AlertUpdate> updates, bool ready) {
  Decisions out;
  watch_clock(now);
  for (AlertUpdate& update : updates) take(std::move(update), now);
  expire(now);
  end_silences(now, out);
  if (!ready) return out;
  flush_due(now, out);
  drop_alerts();
  out.wake_up = wake_up();
  return out;
}

// A clock that was set back, also while the program did not run, must not put off what was due.
void Dispatcher::watch_clock(core::Instant now) {
  if (!last_ || now < *last_) {
    for (auto& [identity, group] : groups_) {
      const RouteOptions& options = tree_.routes()[group.route].options;
      group.next_flush = std::min(group.next_flush, now + options.group_interval);
      for (Channel& channel : group.channels) {
        if (channel.told) channel.told->sent_at = std::min(channel.told->sent_at, now);
        for (Channel::Pending& pending : channel.pending) {
          pending.told.sent_at = std::min(pending.told.sent_at, now);
        }
      }
      for (auto& [labels, member] : group.members) {
        if (member.told_at) member.told_at = std::min(*member.told_at, now);
      }
    }
  }
  last_ = now;
}

void Dispatcher::take(AlertUpdate update, core::Instant now) {
  const auto found = alerts_.find(update.notice.labels);
  const bool over = is_over(update, now);
  if (update.expires && !over) keep_earlier(next_expiry_, update.notice.ends_at);
  update.notice.resolved = over;
  if (found == alerts_.end()) {
    if (over) return recall(std::move(update), now);
    return add(std::move(update), now);
  }
  KnownAlert& alert = found->second;
  const bool was_over = alert.notice->resolved;
  if (was_over && over) return;
  alert.expires = update.expires;
  alert.updated_at = now;
  alert.notice = std::make_shared<const alert::Notice>(std::move(update.notice));
  if (over) return resolve(alert, now);
  if (!was_over) return;
  inhibitor_.fires(alert.notice->labels);
  for (Group* group : alert.groups) {
    // It has begun anew, and nobody has had the time to acknowledge it.
    Member& member = group->members[alert.notice->labels];
    if (member.told_at) member.told_at = now;
  }
  join(alert, now);
  alerts_changed_ = true;
}

void Dispatcher::add(AlertUpdate update, core::Instant now) {
  KnownAlert& alert = alerts_[update.notice.labels];
  alert.hash = update.notice.labels.hash();
  alert.expires = update.expires;
  alert.updated_at = now;
  alert.notice = std::make_shared<const alert::Notice>(std::move(update.notice));
  inhibitor_.fires(alert.notice->labels);
  join(alert, now);
  alerts_changed_ = true;
}

// An end without a beginning, as after a restart: of concern to groups that were told of it.
void Dispatcher::recall(AlertUpdate update, core::Instant now) {
  const core::Labels labels = update.notice.labels;
  const std::uint64_t hash = labels.hash();
  std::vector<Group*> concerned;
  for (const std::size_t place : tree_.match(labels)) {
    const Route& route = tree_.routes()[place];
    const auto found = groups_.find({route.identity, group_labels(route.options.group_by, labels)});
    if (found != groups_.end() && found->second.is_known_firing(hash)) {
      concerned.push_back(&found->second);
    }
  }
  if (concerned.empty()) return;
  KnownAlert& alert = alerts_[labels];
  over_.insert(&alert);
  alert.hash = hash;
  alert.updated_at = now;
  alert.notice = std::make_shared<const alert::Notice>(std::move(update.notice));
  for (Group* group : concerned) {
    group->members[labels].alert = &alert;
    group->idle = false;
    alert.groups.insert(group);
  }
}

void Dispatcher::join(KnownAlert& alert, core::Instant now) {
  const core::Labels& labels = alert.notice->labels;
  for (const std::size_t route : tree_.match(labels)) {
    Group& group =
        group_of(route, group_labels(tree_.routes()[route].options.group_by, labels), now);
    insert(group, alert, now);
  }
}

Group& Dispatcher::group_of(std::size_t route, const core::Labels& labels, core::Instant now) {
  GroupIdentity identity{tree_.routes()[route].identity, labels};
  const auto [at, fresh] = groups_.try_emplace(identity);
  Group& group = at->second;
  if (fresh || group.idle) {
    group.identity = std::move(identity);
    group.route = route;
    group.next_flush = now + tree_.routes()[route].options.group_wait;
    group.flushed = false;
    group.idle = false;
  }
  return group;
}

void Dispatcher::insert(Group& group, KnownAlert& alert, core::Instant now) {
  if (alert.notice->resolved && !group.is_known_firing(alert.hash)) return;
  Member& member = group.members[alert.notice->labels];
  member.alert = &alert;
  alert.groups.insert(&group);
  if (const auto told = group.first_told.extract(alert.hash)) {
    member.told_at = told.mapped();
    group.escalate_at = now;  // found out with the next flush_due()
  }
  // What has fired for long is told at once: it has waited elsewhere.
  const core::Duration wait = tree_.routes()[group.route].options.group_wait;
  if (!group.flushed && alert.notice->starts_at + wait < now) group.next_flush = now;
}

void Dispatcher::resolve(KnownAlert& alert, core::Instant now) {
  inhibitor_.ends(alert.notice->labels);
  over_.insert(&alert);
  alerts_changed_ = true;
  for (Group* group : alert.groups) {
    const auto& wait = tree_.routes()[group->route].options.resolve_wait;
    if (!wait || !group->flushed || !group->is_known_firing(alert.hash)) continue;
    group->next_flush = std::min(group->next_flush, now + *wait);
  }
}

void Dispatcher::expire(core::Instant now) {
  if (!next_expiry_ || *next_expiry_ > now) return;
  next_expiry_.reset();
  for (auto& [labels, alert] : alerts_) {
    if (!alert.expires || alert.notice->resolved) continue;
    if (alert.notice->ends_at > now) {
      keep_earlier(next_expiry_, alert.notice->ends_at);
      continue;
    }
    alert::Notice ended = *alert.notice;
    ended.resolved = true;
    alert.notice = std::make_shared<const alert::Notice>(std::move(ended));
    resolve(alert, now);
  }
}

// Those that last until all they silence has resolved.
void Dispatcher::end_silences(core::Instant now, Decisions& out) {
  std::vector<SilenceSet::Pointer> open;
  for (const auto& [id, silence] : silences_.all()) {
    if (silence->until_resolved && silence_state(*silence, now) == SilenceState::active) {
      open.push_back(silence);
    }
  }
  for (const SilenceSet::Pointer& silence : open) {
    if (silence->seen && !alerts_changed_) continue;
    const bool fires = std::any_of(alerts_.begin(), alerts_.end(), [&](const auto& entry) {
      return !entry.second.notice->resolved && matches(silence->matchers, entry.first);
    });
    if (fires && !silence->seen) out.silences.push_back(silences_.mark_seen(silence->id));
    if (fires || !silence->seen) continue;
    // Active, so this cannot fail.
    auto expired = silences_.expire(silence->id, now);
    for (Silence& changed : expired->changed) out.silences.push_back(std::move(changed));
  }
  alerts_changed_ = false;
}

void Dispatcher::flush_due(core::Instant now, Decisions& out) {
  const Flush flush = flush_at(now);
  for (auto at = groups_.begin(); at != groups_.end();) {
    Group& group = at->second;
    const bool due = group.next_flush <= now;
    const bool late = group.escalate_at && *group.escalate_at <= now;
    const std::size_t decided = out.notify.size();
    if (due) flush.run(group, next_id_, out);
    if (!due && late) group.escalate_at = flush.escalation_due(group);
    const bool escalates = group.escalate_at && *group.escalate_at <= now;
    if (escalates) flush.escalate(group, next_id_, out);
    for (std::size_t i = decided; i < out.notify.size(); ++i) {
      pending_[out.notify[i].id] = group.identity;
    }
    if (due || escalates) {
      if (group.is_spent()) {
        out.erased.push_back(group.identity);
        at = groups_.erase(at);
        continue;
      }
      out.saved.push_back(group.saved());
    }
    ++at;
  }
}

void Dispatcher::drop_alerts() {
  std::erase_if(over_, [this](KnownAlert* alert) {
    if (!alert->notice->resolved) return true;  // it has begun anew
    if (!alert->groups.empty()) return false;
    alerts_.erase(core::Labels(alert->notice->labels));
    return true;
  });
}

std::optional<core::Instant> Dispatcher::wake_up() const {
  std::optional<core::Instant> least = next_expiry_;
  for (const auto& [identity, group] : groups_) {
    keep_earlier(least, group.next_flush);
    if (group.escalate_at) keep_earlier(least, *group.escalate_at);
  }
  return least;
}

Channel::Pending* Dispatcher::find_pending(std::uint64_t id, Group*& group, Channel*& channel) {
  const auto known = pending_.find(id);
  if (known == pending_.end()) return nullptr;
  const auto found = groups_.find(known->second);
  if (found == groups_.end()) return nullptr;
  group = &found->second;
  for (Channel& candidate : group->channels) {
    for (Channel::Pending& pending : candidate.pending) {
      if (pending.id != id) continue;
      channel = &candidate;
      return &pending;
    }
  }
  return nullptr;
}

std::optional<SavedGroup> Dispatcher::delivered(std::uint64_t id) {
  Group* group = nullptr;
  Channel* channel = nullptr;
  Channel::Pending* pending = find_pending(id, group, channel);
  pending_.erase(id);
  if (pending == nullptr) return std::nullopt;
  channel->told = std::move(pending->told);
  // Older ones were replaced, or told before.
  std::erase_if(channel->pending, [&](const Channel::Pending& each) {
    if (each.id > id) return false;
    pending_.erase(each.id);
    return true;
  });
  forget_resolved(*group);
  drop_alerts();
  return group->saved();
}

std::optional<SavedGroup> Dispatcher::failed(std::uint64_t id) {
  Group* group = nullptr;
  Channel* channel = nullptr;
  const bool is_pending = find_pending(id, group, channel) != nullptr;
  pending_.erase(id);
  if (!is_pending) return std::nullopt;
  std::erase_if(channel->pending, [id](const Channel::Pending& each) { return each.id == id; });
  return group->saved();
}

Standing Dispatcher::explain(const core::Labels& labels, core::Instant now) const {
  Standing out;
  out.path = tree_.trace(labels);
  const auto found = alerts_.find(labels);
  if (found == alerts_.end()) return out;
  KnownAlert alert = found->second;  // it remembers its silences
  out.notice = alert.notice;
  const Flush flush = flush_at(now);
  for (const auto& [identity, group] : groups_) {
    if (!group.members.contains(labels)) continue;
    GroupStanding standing;
    standing.route = &tree_.routes()[group.route];
    standing.group_key = group_key(*standing.route, identity.labels);
    standing.next_flush = group.next_flush;
    standing.escalate_at = group.escalate_at;
    standing.suppression = flush.suppression(group, alert);
    const Acknowledgement* held = acknowledgements_.find(labels, alert.notice->starts_at, now);
    if (held != nullptr) standing.acknowledgement = *held;
    standing.channels = group.channels;
    out.groups.push_back(std::move(standing));
  }
  return out;
}

}  // namespace silicon::routing
