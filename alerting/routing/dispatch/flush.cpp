#include "alerting/routing/dispatch/flush.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace silicon::routing {
namespace {

using Kind = Suppression::Kind;

void sort_hashes(AlertHashes& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

std::string text_of(const core::Labels& labels) {
  std::string out;
  for (const core::LabelView label : labels) {
    out.append(out.empty() ? "{" : ", ").append(label.name).append("=\"");
    out.append(label.value).append("\"");
  }
  return out + "}";
}

// Of two different values of a label; an alert without it comes last.
bool is_earlier(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return b.empty();
  return a < b;
}

// What alerts are told in order of, before their labels.
struct Place {
  std::string_view job;
  std::string_view instance;
  std::size_t size;
};

Place place_of(const core::Labels& labels) {
  return {labels.get("job"), labels.get("instance"), labels.size()};
}

bool precedes(const Place& a, const Place& b) {
  if (a.job != b.job) return is_earlier(a.job, b.job);
  if (a.instance != b.instance) return is_earlier(a.instance, b.instance);
  return a.size < b.size;
}

}  // namespace

// Source: prometheus/alertmanager 0.28, types.AlertSlice.Less and model.LabelSet.Before.
bool comes_before(const NoticePointer& a, const NoticePointer& b) {
  const Place left = place_of(a->labels);
  const Place right = place_of(b->labels);
  if (precedes(left, right)) return true;
  return !precedes(right, left) && a->labels < b->labels;
}

struct Flush::View {
  std::vector<Member*> alerts;  // that nothing keeps quiet, in order of labels
  AlertHashes firing;
  AlertHashes resolved;
  AlertHashes muted;
  bool acknowledged = true;  // all that fire
  std::vector<std::string> ended_silences;
};

void Flush::add(View& view, Member& member) const {
  const KnownAlert& alert = *member.alert;
  view.alerts.push_back(&member);
  (alert.notice->resolved ? view.resolved : view.firing).push_back(alert.hash);
  if (alert.notice->resolved) return;
  view.acknowledged = view.acknowledged && acknowledgement(alert) != nullptr;
}

void Flush::normalise(View& view) {
  for (AlertHashes* hashes : {&view.firing, &view.resolved, &view.muted}) sort_hashes(*hashes);
}

// In the order of comes_before(), of alerts that are in order of labels already, with each one's
// place looked up once. Most flushes tell nothing, and need no order.
std::vector<NoticePointer> Flush::notices_of(const View& view, bool with_resolved) {
  std::vector<std::pair<Place, const NoticePointer*>> places;
  places.reserve(view.alerts.size());
  for (const Member* member : view.alerts) {
    const NoticePointer& notice = member->alert->notice;
    if (notice->resolved && !with_resolved) continue;
    places.emplace_back(place_of(notice->labels), &notice);
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const auto& a, const auto& b) { return precedes(a.first, b.first); });
  std::vector<NoticePointer> notices;
  notices.reserve(places.size());
  for (const auto& [place, notice] : places) notices.push_back(*notice);
  return notices;
}

const Receiver* Flush::receiver(const std::string& name) const {
  const auto found = std::find_if(plan_.receivers.begin(), plan_.receivers.end(),
                                  [&](const Receiver& each) { return each.name == name; });
  return found == plan_.receivers.end() ? nullptr : &*found;
}

const Acknowledgement* Flush::acknowledgement(const KnownAlert& alert) const {
  return acknowledgements_.find(alert.notice->labels, alert.notice->starts_at, now_);
}

std::optional<Suppression> Flush::by_time(const Group& group) const {
  const RouteOptions& options = tree_.routes()[group.route].options;
  const auto holds = [&](const std::string& name) {
    const auto found = plan_.time_intervals.find(name);
    return found != plan_.time_intervals.end() && contains(found->second, now_);
  };
  const auto& active = options.active_time_intervals;
  if (!active.empty() && std::none_of(active.begin(), active.end(), holds)) {
    return Suppression{group.identity, {}, Kind::not_active, active};
  }
  Suppression muted{group.identity, {}, Kind::muted, {}};
  for (const std::string& name : options.mute_time_intervals) {
    if (holds(name)) muted.by.push_back(name);
  }
  if (muted.by.empty()) return std::nullopt;
  return muted;
}

std::optional<Suppression> Flush::by_silence(const Group& group, KnownAlert& alert) const {
  if (alert.silences_version != silences_.version()) {
    alert.silences = silences_.about(alert.notice->labels);
    alert.silences_version = silences_.version();
  }
  Suppression silenced{group.identity, alert.notice->labels, Kind::silenced, {}};
  for (const SilenceSet::Pointer& silence : alert.silences) {
    if (silences_at(*silence, now_)) silenced.by.push_back(silence->id);
  }
  if (silenced.by.empty()) return std::nullopt;
  return silenced;
}

std::optional<Suppression> Flush::suppression(const Group& group, KnownAlert& alert,
                                              const std::optional<Suppression>& timed) const {
  const core::Labels& labels = alert.notice->labels;
  if (const auto inhibited = inhibitor_.find(labels)) {
    return Suppression{group.identity, labels, Kind::inhibited, {text_of(inhibited->source)}};
  }
  return timed ? timed : by_silence(group, alert);
}

std::optional<Suppression> Flush::suppression(const Group& group, KnownAlert& alert) const {
  return suppression(group, alert, by_time(group));
}

Flush::View Flush::look(Group& group, std::vector<Suppression>* suppressed) const {
  View view;
  view.alerts.reserve(group.members.size());
  view.firing.reserve(group.members.size());
  std::set<std::string> silences;
  const std::optional<Suppression> timed = by_time(group);
  for (auto& [labels, member] : group.members) {
    KnownAlert& alert = *member.alert;
    if (auto reason = suppression(group, alert, timed)) {
      view.muted.push_back(alert.hash);
      if (reason->kind == Kind::silenced) silences.insert(reason->by.begin(), reason->by.end());
      if (suppressed != nullptr) suppressed->push_back(*std::move(reason));
      continue;
    }
    add(view, member);
  }
  normalise(view);
  for (const std::string& id : group.silenced_by) {
    const Silence* silence = silences_.find(id);
    if (silence == nullptr || !silences_at(*silence, now_)) view.ended_silences.push_back(id);
  }
  group.silenced_by.insert(silences.begin(), silences.end());
  return view;
}

std::vector<Flush::Recipient> Flush::recipients(const Group& group) const {
  const RouteOptions& options = tree_.routes()[group.route].options;
  std::vector<Recipient> out;
  const auto add = [&](const std::string& name) {
    const Receiver* to = receiver(name);
    const bool there =
        std::any_of(out.begin(), out.end(), [&](const auto& entry) { return entry.first == name; });
    if (to == nullptr || there) return;
    for (const Integration& integration : to->integrations) out.emplace_back(name, integration);
  };
  add(options.receiver);
  for (std::size_t i = 0; i < std::min(group.escalated, options.escalation.size()); ++i) {
    add(options.escalation[i].receiver);
  }
  return out;
}

void Flush::tell(Group& group, const Recipient& to, const View& view, Asked asked,
                 std::uint64_t& next_id, Decisions& out) const {
  const auto& [receiver, integration] = to;
  const RouteOptions& options = tree_.routes()[group.route].options;
  Channel& channel = group.channel(receiver, integration.name);
  const Told* last = channel.last();
  const Situation situation{view.firing, view.resolved, integration.send_resolved,
                            options.repeat_interval, view.acknowledged};
  const Reason judged = judge(last, situation, now_);
  if (judged == Reason::acknowledged && asked == Asked::everything) {
    out.suppressed.push_back({group.identity, {}, Kind::acknowledged, {receiver}});
  }
  const bool is_end = judged == Reason::all_resolved || judged == Reason::some_resolved;
  if (!tells(judged) || (asked == Asked::ends && !is_end)) return;
  Told told{now_, view.firing, view.resolved, {}};
  if (last != nullptr) {
    for (const AlertHashes* known : {&last->firing, &last->owed}) {
      std::set_intersection(known->begin(), known->end(), view.muted.begin(), view.muted.end(),
                            std::back_inserter(told.owed));
    }
    sort_hashes(told.owed);
  }
  if (!integration.send_resolved && view.firing.empty()) {
    // Nothing is sent, but the log is cleared: what fires next is news.
    if (channel.pending.empty()) {
      channel.told = std::move(told);
    } else {
      channel.pending.back().told = std::move(told);
    }
    return;
  }
  Notify notify;
  notify.id = next_id++;
  notify.group = group.identity;
  notify.group_key = group_key(tree_.routes()[group.route], group.identity.labels);
  notify.receiver = receiver;
  notify.integration = integration.name;
  notify.reason = asked == Asked::escalation ? Reason::escalated : judged;
  notify.alerts = notices_of(view, integration.send_resolved);
  notify.muted = view.muted.size();
  notify.ended_silences = view.ended_silences;
  for (Member* member : view.alerts) {
    if (member->alert->notice->resolved) continue;
    if (!member->told_at) member->told_at = now_;
    if (const auto* known = acknowledgement(*member->alert)) notify.acknowledged.push_back(*known);
  }
  for (const Channel::Pending& pending : channel.pending) notify.replaces.push_back(pending.id);
  channel.pending.push_back({notify.id, std::move(told)});
  out.notify.push_back(std::move(notify));
}

// Whoever is no longer in charge, since a reload, is still told of the end of what it knows.
void Flush::tell_former(Group& group, const View& view, std::uint64_t& next_id,
                        Decisions& out) const {
  const std::vector<Recipient> present = recipients(group);
  std::vector<Recipient> former;
  for (const Channel& channel : group.channels) {
    const auto is_it = [&](const auto& name, const Integration& integration) {
      return name == channel.receiver && integration.name == channel.integration;
    };
    const bool in_charge = std::any_of(present.begin(), present.end(), [&](const Recipient& to) {
      return is_it(to.first, to.second);
    });
    const Receiver* known = receiver(channel.receiver);
    if (in_charge || known == nullptr || channel.last() == nullptr) continue;
    for (const Integration& integration : known->integrations) {
      if (is_it(known->name, integration)) former.emplace_back(known->name, integration);
    }
  }
  for (const Recipient& to : former) {
    const Told last = *group.channel(to.first, to.second.name).last();
    View part;
    part.muted = view.muted;
    for (Member* member : view.alerts) {
      const std::uint64_t hash = member->alert->hash;
      if (has(last.firing, hash) || has(last.owed, hash)) add(part, *member);
    }
    normalise(part);
    tell(group, to, part, Asked::ends, next_id, out);
  }
}

// What was told of alerts that have not come back is kept as long as Alertmanager keeps its log.
void Flush::forget_lost(Group& group) const {
  if (!group.members.empty()) return;
  const core::Duration kept = 2 * tree_.routes()[group.route].options.repeat_interval;
  std::erase_if(group.channels, [&](const Channel& channel) {
    return channel.last() == nullptr || channel.last()->sent_at + kept <= now_;
  });
}

void Flush::run(Group& group, std::uint64_t& next_id, Decisions& out) const {
  const RouteOptions& options = tree_.routes()[group.route].options;
  group.next_flush = now_ + options.group_interval;
  group.flushed = true;
  ++out.flushed;
  const View view = look(group, &out.suppressed);
  const std::size_t before = out.notify.size();
  if (!view.alerts.empty()) {
    for (const auto& to : recipients(group)) tell(group, to, view, Asked::everything, next_id, out);
    tell_former(group, view, next_id, out);
  }
  if (out.notify.size() > before) {
    for (const std::string& id : view.ended_silences) group.silenced_by.erase(id);
  }
  forget_resolved(group);
  forget_lost(group);
  const bool any_fires =
      std::any_of(group.members.begin(), group.members.end(),
                  [](const auto& entry) { return !entry.second.alert->notice->resolved; });
  if (!any_fires && group.is_spent()) group.escalated = 0;
  group.escalate_at = escalation_due(group);
}

std::optional<core::Instant> Flush::escalation_due(const Group& group) const {
  const auto& steps = tree_.routes()[group.route].options.escalation;
  if (group.escalated >= steps.size()) return std::nullopt;
  std::optional<core::Instant> due;
  for (const auto& [labels, member] : group.members) {
    if (!member.told_at || member.alert->notice->resolved) continue;
    core::Instant at = *member.told_at + steps[group.escalated].after;
    if (const Acknowledgement* held = acknowledgement(*member.alert)) {
      if (!held->until) continue;
      at = std::max(at, *held->until);
    }
    // Kept quiet when its time came: looked at again with the next flush.
    if (suppression(group, *member.alert)) at = std::max(at, group.next_flush);
    if (!due || at < *due) due = at;
  }
  return due;
}

void Flush::escalate(Group& group, std::uint64_t& next_id, Decisions& out) const {
  const auto before = recipients(group);
  ++group.escalated;
  const View view = look(group, nullptr);
  for (const auto& to : recipients(group)) {
    const bool known = std::any_of(before.begin(), before.end(), [&](const auto& other) {
      return other.first == to.first && other.second.name == to.second.name;
    });
    if (!known) tell(group, to, view, Asked::escalation, next_id, out);
  }
  group.escalate_at = escalation_due(group);
}

}  // namespace silicon::routing
