#include "alerting/engine/groups/group_set.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/rules/restart/left_over.hpp"

namespace silicon::engine {
namespace {

using Member = GroupSet::Member;

bool same_group(const rules::Group& a, const rules::Group& b) {
  return a.file == b.file && a.name == b.name;
}

void remove_all(const Member& member, state::Changes& changes) {
  for (std::size_t rule = 0; rule < member.saved.size(); ++rule) {
    for (const alert::Alert& alert : member.saved[rule]) {
      changes.removed.push_back({rules::identity_of(member.group, rule), alert.labels});
    }
  }
}

// Of the alerts that were saved, by the identity of their rule.
using SavedByRule = std::map<alert::RuleIdentity, std::vector<alert::Alert>>;

SavedByRule saved_of(const Member& member) {
  SavedByRule result;
  for (std::size_t rule = 0; rule < member.saved.size(); ++rule) {
    result[rules::identity_of(member.group, rule)] = member.saved[rule];
  }
  return result;
}

// Puts saved alerts where their rules now are; what remains in `saved` belongs to none of them.
void assign_saved(Member& member, SavedByRule& saved) {
  member.saved.assign(member.group.rules.size(), {});
  for (std::size_t rule = 0; rule < member.saved.size(); ++rule) {
    const auto found = saved.find(rules::identity_of(member.group, rule));
    if (found == saved.end()) continue;
    member.saved[rule] = std::move(found->second);
    saved.erase(found);
  }
}

void remove_rest(const SavedByRule& saved, state::Changes& changes) {
  for (const auto& [rule, alerts] : saved) {
    for (const alert::Alert& alert : alerts) changes.removed.push_back({rule, alert.labels});
  }
}

// What must survive: not the value and the words, which every evaluation renews.
bool differs(const alert::Alert& a, const alert::Alert& b) {
  return a.phase != b.phase || a.active_at != b.active_at || a.fired_at != b.fired_at ||
         a.keep_firing_since != b.keep_firing_since || a.resolved_at != b.resolved_at ||
         a.last_sent_at != b.last_sent_at || a.valid_until != b.valid_until ||
         a.no_data_since != b.no_data_since || a.data_back_at != b.data_back_at;
}

// Whether the slot that was last evaluated is.
bool is_over(const Member& member, core::Instant now) {
  return !member.last_slot || now >= *member.last_slot + member.group.interval;
}

// Both sorted by labels.
bool compare(const alert::RuleIdentity& rule, const std::vector<alert::Alert>& before,
             const std::vector<alert::Alert>& now, state::Changes& changes) {
  bool changed = false;
  auto old = before.begin();
  for (const alert::Alert& alert : now) {
    for (; old != before.end() && old->labels < alert.labels; ++old, changed = true) {
      changes.removed.push_back({rule, old->labels});
    }
    const bool known = old != before.end() && old->labels == alert.labels;
    if (!known || differs(*old, alert)) {
      changes.alerts.push_back({rule, alert});
      changed = true;
    }
    if (known) ++old;
  }
  for (; old != before.end(); ++old, changed = true) {
    changes.removed.push_back({rule, old->labels});
  }
  return changed;
}

void clamp(std::optional<core::Instant>& time, core::Instant now) {
  if (time) time = std::min(*time, now);
}

void move_back(alert::Alert& alert, core::Duration hold_for, core::Duration by, core::Instant now) {
  alert.active_at -= by;
  // By how much exactly is not always known, and is no reason to fire once more.
  if (alert.phase == alert::Phase::firing) {
    alert.active_at = std::min(alert.active_at, now - hold_for);
  }
  if (alert.keep_firing_since) *alert.keep_firing_since -= by;
  if (alert.data_back_at) *alert.data_back_at -= by;
  // Known to receivers, and therefore changed only where it has become impossible.
  clamp(alert.fired_at, now);
  clamp(alert.resolved_at, now);
  clamp(alert.no_data_since, now);
  // Sent again at once: what was said to be valid until then no longer is.
  if (alert.last_sent_at && *alert.last_sent_at > now) alert.last_sent_at.reset();
}

}  // namespace

state::Changes GroupSet::configure(std::vector<rules::Group> groups, core::Instant now,
                                   const rules::WriteSamples& write) {
  state::Changes changes;
  std::vector<Member> previous = std::exchange(members_, {});
  for (rules::Group& group : groups) {
    Member& member = members_.emplace_back();
    const auto same = std::find_if(previous.begin(), previous.end(),
                                   [&](const Member& one) { return same_group(one.group, group); });
    if (same == previous.end()) {
      member.group = std::move(group);
      member.saved.resize(member.group.rules.size());
      continue;
    }
    SavedByRule saved = saved_of(*same);
    rules::GroupState state = rules::carry_over(same->group, std::move(same->state), group);
    const bool same_grid = same->group.interval == group.interval;
    member = std::move(*same);
    member.group = std::move(group);
    member.state = std::move(state);
    if (!same_grid) member.last_slot.reset();
    assign_saved(member, saved);
    remove_rest(saved, changes);
    previous.erase(same);
  }
  for (const Member& gone : previous) {
    rules::end_series(gone.state, now, write);
    remove_all(gone, changes);
  }
  return changes;
}

state::Changes GroupSet::restore(std::vector<state::SavedAlert> alerts) {
  SavedByRule saved;
  for (state::SavedAlert& one : alerts) saved[one.rule].push_back(std::move(one.alert));
  for (auto& [rule, list] : saved) {
    std::sort(list.begin(), list.end(),
              [](const alert::Alert& a, const alert::Alert& b) { return a.labels < b.labels; });
  }
  for (Member& member : members_) {
    assign_saved(member, saved);
    member.state.rules.resize(member.group.rules.size());
    for (std::size_t rule = 0; rule < member.saved.size(); ++rule) {
      member.state.rules[rule].alerts = member.saved[rule];
    }
  }
  state::Changes changes;
  remove_rest(saved, changes);
  return changes;
}

void GroupSet::adopt(const series::Queryable& data, core::Instant since, core::Instant now,
                     const rules::WriteSamples& write) {
  std::vector<const rules::Group*> groups;
  for (const Member& member : members_) groups.push_back(&member.group);
  rules::LeftOver found = rules::left_over(groups, data, since, now);
  for (std::size_t i = 0; i < members_.size(); ++i) {
    members_[i].state.orphaned_series = std::move(found.of_groups[i]);
  }
  rules::GroupState nobody;
  nobody.orphaned_series = std::move(found.of_nobody);
  rules::end_series(nobody, now, write);
}

std::vector<GroupSet::Due> GroupSet::take_due(core::Instant now,
                                              const std::function<bool(const Member&)>& ready) {
  std::vector<Due> due;
  for (Member& member : members_) {
    const bool waited = member.waits;
    if (waited ? !ready(member) : !is_over(member, now)) continue;
    const core::Instant slot = rules::slot_at(member.group, now);
    if (member.last_slot && slot > *member.last_slot) {
      const std::uint64_t missed = rules::missed_slots(member.group, *member.last_slot, slot);
      member.missed += missed;
      member.iterations += missed;
    }
    ++member.iterations;
    member.waits = false;
    member.last_slot = slot;
    due.push_back({&member, waited ? now : slot});
  }
  return due;
}

std::optional<core::Instant> GroupSet::next_due() const {
  std::optional<core::Instant> next;
  for (const Member& member : members_) {
    // Who waits is asked whenever something else happens.
    if (member.waits || !member.last_slot) continue;
    const core::Instant slot = *member.last_slot + member.group.interval;
    if (!next || slot < *next) next = slot;
  }
  return next;
}

void GroupSet::collect_changes(Member& member, state::Changes& changes) {
  member.saved.resize(member.state.rules.size());
  for (std::size_t rule = 0; rule < member.state.rules.size(); ++rule) {
    const std::vector<alert::Alert>& alerts = member.state.rules[rule].alerts;
    if (alerts.empty() && member.saved[rule].empty()) continue;
    const alert::RuleIdentity identity = rules::identity_of(member.group, rule);
    if (compare(identity, member.saved[rule], alerts, changes)) member.saved[rule] = alerts;
  }
}

void GroupSet::resume(core::Instant last_alive, core::Instant now, rules::OnMissing on_missing) {
  for (Member& member : members_) {
    member.waits = true;
    for (std::size_t i = 0; i < member.state.rules.size(); ++i) {
      const bool hold =
          member.group.rules[i].on_missing.value_or(on_missing) == rules::OnMissing::hold;
      for (alert::Alert& alert : member.state.rules[i].alerts) {
        if (hold && alert.phase == alert::Phase::firing && !alert.no_data()) {
          alert.no_data_since = std::min(last_alive, now);
        }
      }
    }
  }
}

state::Changes GroupSet::set_back(core::Duration by, core::Instant now) {
  state::Changes changes;
  for (Member& member : members_) {
    if (member.last_slot && *member.last_slot > now) member.last_slot.reset();
    for (std::size_t i = 0; i < member.state.rules.size(); ++i) {
      const core::Duration hold_for = member.group.rules[i].hold_for;
      for (alert::Alert& alert : member.state.rules[i].alerts) move_back(alert, hold_for, by, now);
    }
    collect_changes(member, changes);
  }
  return changes;
}

bool has_active_alerts(const GroupSet::Member& member) {
  return std::any_of(member.state.rules.begin(), member.state.rules.end(), [](const auto& rule) {
    return std::any_of(rule.alerts.begin(), rule.alerts.end(), alert::is_active);
  });
}

}  // namespace silicon::engine
