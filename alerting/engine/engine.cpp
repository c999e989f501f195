#include "alerting/engine/engine.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "alerting/engine/notifications/describe.hpp"
#include "alerting/engine/notifications/wellness.hpp"
#include "alerting/engine/reports.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kHousekeeping = 1min;
// Nothing waits for its first scrapes longer than this.
constexpr core::Duration kLongestWait = 2min;
// Clocks are corrected by less than this all the time.
constexpr core::Duration kClockTolerance = 1s;
// Steps are at most a second apart while the program runs.
constexpr core::Duration kPause = 30s;
// Wake up now and then even if nothing is due: the clock may have been set.
constexpr core::Duration kLongestSleep = 1s;

void follow(Ledger::Orders orders, Notifier::Work& work) {
  for (state::DeliveryMark& mark : orders.marks) work.changes.marks.push_back(std::move(mark));
  if (orders.tell) work.after.emplace_back(*std::move(orders.tell));
}

void put_save(state::Changes changes, Commands& commands) {
  if (!changes.empty()) commands.emplace_back(Save{std::move(changes)});
}

// Saved first, then told.
void put(Notifier::Work work, Commands& commands) {
  put_save(std::move(work.changes), commands);
  for (Command& command : work.after) commands.push_back(std::move(command));
}

}  // namespace

Commands Engine::configure(Settings settings, core::Instant now) {
  Commands commands;
  if (settings.external_labels != settings_.external_labels) notifier_.end_own(now);
  settings_ = std::move(settings);
  if (!resumed_) {
    resumed_ = now;
    samples_saved_ = now;
  }
  recorded_ = std::make_shared<const rules::RecordedReach>(rules::recorded_reach(settings_.groups));
  targets_.configure(settings_.jobs, now);
  Work work{groups_.configure(settings_.groups, now, rules::writer_to(store_)), {}};
  notifier_.configure(settings_.plan, settings_.external_url, now, work);
  end_removed(work.changes.removed, {}, now);
  heartbeats_.configure(settings_.heartbeats, now);
  put(std::move(work), commands);
  return commands;
}

Commands Engine::restore(Saved saved, core::Instant now) {
  Commands commands;
  ledger_.restore(std::move(saved.marks));
  // Whoever is routed to hears of all that fires at once: what inhibits must be known.
  if (settings_.plan) {
    for (state::SavedAlert& each : saved.alerts) each.alert.last_sent_at.reset();
  }
  heartbeats_.restore(saved.routing.heard, saved.last_alive.value_or(now), now);
  Work work{groups_.restore(saved.alerts), {}};
  notifier_.restore(std::move(saved.routing), work);
  end_removed(work.changes.removed, saved.alerts, now);
  put(std::move(work), commands);
  const core::Instant alive = saved.last_alive.value_or(now);
  if (alive > now) set_back(alive - now, now, commands);
  groups_.adopt(store_, now - settings_.options.lookback, now, rules::writer_to(store_));
  targets_.inherit(scraped_series(now));
  resume(std::min(alive, now), now);
  still_blind_ = still_blind_ || !saved.last_alive;
  last_step_ = now;
  return commands;
}

// Alerts of rules that are no more: whoever was told of them is told of their end. There may be
// thousands: what was saved of each is found without a walk over all.
void Engine::end_removed(const std::vector<state::RemovedAlert>& removed,
                         const std::vector<state::SavedAlert>& saved, core::Instant now) {
  if (removed.empty()) return;
  std::unordered_multimap<std::uint64_t, const state::SavedAlert*> by_labels;
  for (const state::SavedAlert& each : saved) {
    by_labels.emplace(each.alert.labels.hash(), &each);
  }
  for (const state::RemovedAlert& each : removed) {
    alert::Notice end;
    const auto [first, last] = by_labels.equal_range(each.labels.hash());
    const auto found = std::find_if(first, last, [&](const auto& entry) {
      return entry.second->rule == each.rule && entry.second->alert.labels == each.labels;
    });
    if (found != last) {
      const alert::Alert& alert = found->second->alert;
      end.annotations = alert.annotations;
      end.starts_at = alert.fired_at.value_or(now);
      end.value = alert.value;
    }
    end.origin = alert::make_origin(each.rule, "");
    end.labels = alert::notice_labels(each.labels, settings_.external_labels);
    end.ends_at = now;
    end.resolved = true;
    notifier_.end(std::move(end));
  }
}

Commands Engine::step(core::Instant now, std::vector<Event> events) {
  Commands commands;
  Work work;
  watch_clock(now, commands);
  for (Event& event : events) take(event, now, work);
  if (still_blind_) blind_until_ = now;
  still_blind_ = still_blind_ && !targets_.scraped(1);
  evaluate_due(now, work);
  tell(heartbeats_.notices(now, settings_.resend_delay, settings_.external_labels), work);
  route(now, work);
  beat(now, work);
  put(std::move(work), commands);
  for (Scrape& scrape : targets_.take_due(now)) commands.emplace_back(std::move(scrape));
  keep_house(now, commands);
  return commands;
}

void Engine::take(Event& event, core::Instant now, Work& work) {
  if (auto* scrape = std::get_if<ScrapeFinished>(&event)) {
    targets_.finished(scrape->scrape, scrape->response);
  } else if (auto* found = std::get_if<TargetsFound>(&event)) {
    targets_.found(found->job, std::move(found->groups), now);
  } else if (const auto* delivery = std::get_if<DeliveryFinished>(&event)) {
    follow(ledger_.finished(*delivery, now), work);
  } else if (auto* tried = std::get_if<NotificationTried>(&event)) {
    notifier_.take(std::move(*tried), work);
  } else if (auto* posted = std::get_if<AlertsPosted>(&event)) {
    notifier_.take(std::move(*posted));
  } else if (const auto* heard = std::get_if<HeartbeatHeard>(&event)) {
    if (heartbeats_.hear(heard->name, now)) work.changes.heard.push_back({heard->name, now});
  }
}

void Engine::route(core::Instant now, Work& work) {
  Describer describer(groups_.members(), store_, settings_.options, now);
  const auto describe_items = [&](std::vector<notify::Item>& items) { describer.describe(items); };
  notifier_.advance(now, std::exchange(to_route_, {}), ready(), describe_items, work);
}

// Sent out only while everything works: whoever waits for it does the rest.
void Engine::beat(core::Instant now, Work& work) {
  if (settings_.beat_interval == core::Duration(0) || now < next_beat_ || !ready()) return;
  next_beat_ = now + settings_.beat_interval;
  std::string trouble = trouble_of(targets_, groups_.members(), notifier_.health(), now);
  if (trouble.empty()) work.after.emplace_back(SendHeartbeat{});
  if (trouble == withheld_) return;
  withheld_ = std::move(trouble);
  work.after.emplace_back(
      withheld_.empty()
          ? Say{Importance::info, "the heartbeat is sent again", {}}
          : Say{Importance::warning, "the heartbeat is withheld", {{"reason", withheld_}}});
}

void Engine::watch_clock(core::Instant now, Commands& commands) {
  const core::Instant last = last_step_.value_or(now);
  last_step_ = now;
  const auto say = [&](std::string message, core::Duration by) {
    const auto seconds = std::chrono::duration<double>(by).count();
    commands.emplace_back(
        Say{Importance::warning, std::move(message), {{"seconds", core::format_double(seconds)}}});
  };
  if (now + kClockTolerance < last) {
    ++totals_.clock_set_back;
    say("the clock was set back: points of a time to come are dropped", last - now);
    heartbeats_.skip(now - last);
    next_beat_ = now;
    set_back(last - now, now, commands);
    resume(now, now);
  } else if (now - last > kPause) {
    ++totals_.pauses;
    say("time went on without this program: the machine slept, or the clock was set", now - last);
    heartbeats_.skip(now - last);
    resume(last, now);
  }
}

std::vector<core::Labels> Engine::living_series(core::Instant now) const {
  const std::vector<series::Matcher> all{
      series::Matcher::create(series::MatchType::not_equal, "__name__", "").value()};
  const core::Instant start = now - settings_.options.lookback;
  std::vector<core::Labels> living;
  const auto views = store_.select(all, start, now, {});
  if (!views) return living;
  for (const series::SeriesView& view : *views) {
    const auto newest = view.newest(start, now);
    if (newest && !series::is_stale(newest->value)) living.push_back(view.labels());
  }
  return living;
}

// What rules write themselves is not the targets'.
std::vector<core::Labels> Engine::scraped_series(core::Instant now) const {
  std::vector<core::Labels> series = living_series(now);
  std::erase_if(series, [this](const core::Labels& labels) {
    const std::string_view name = labels.get("__name__");
    return name == "ALERTS" || name == "ALERTS_FOR_STATE" || recorded_->contains(name);
  });
  return series;
}

// What is left of the old times is the past, and not what is: all series end, and those that still
// are begin again with the next scrape and evaluation.
void Engine::rewind_store(core::Instant now) {
  const core::Instant end = now - core::Duration(1);
  store_.rewind(end - core::Duration(1));
  std::vector<rules::Sample> ends;
  for (core::Labels& labels : living_series(end)) {
    ends.push_back({std::move(labels), {end, series::stale_marker()}});
  }
  rules::writer_to(store_)(ends);
}

void Engine::set_back(core::Duration by, core::Instant now, Commands& commands) {
  rewind_store(now);
  state::Changes changes = groups_.set_back(by, now);
  changes.marks = ledger_.set_back(now);
  put_save(std::move(changes), commands);
  commands.emplace_back(RewindSamples{now});
  // What is forgotten may hold some of the past as well.
  samples_saved_ = std::min(samples_saved_, now) - settings_.save_interval;
  house_kept_ = std::min(house_kept_, now);
  if (blind_until_) blind_until_ = std::min(*blind_until_, now);
}

void Engine::resume(core::Instant last_alive, core::Instant now) {
  resumed_ = now;
  still_blind_ = now - last_alive > 2 * shortest_interval();
  targets_.resume(last_alive, now);
  groups_.resume(last_alive, now, settings_.on_missing);
}

// Between two scrapes there never was anything to miss.
core::Duration Engine::shortest_interval() const {
  core::Duration shortest{0};
  for (const auto& job : settings_.jobs) {
    if (shortest == core::Duration(0) || job->interval < shortest) shortest = job->interval;
  }
  return shortest;
}

// A group with alerts from before a restart must not be evaluated on less than it needs: one answer
// from each target, and two where it computes rates.
bool Engine::may_start(const GroupSet::Member& member, core::Instant now) const {
  if (now - *resumed_ > kLongestWait) return true;
  const bool needs_two =
      has_active_alerts(member) &&
      std::any_of(member.group.rules.begin(), member.group.rules.end(), [](const auto& rule) {
        return rules::reach_of(*rule.expression) > core::Duration(0);
      });
  return targets_.scraped(needs_two ? 2 : 1);
}

rules::Surroundings Engine::surroundings() {
  rules::Surroundings result{store_, rules::writer_to(store_)};
  result.options = settings_.options;
  result.external_labels = settings_.external_labels;
  result.external_url = settings_.external_url;
  result.resend_delay = settings_.resend_delay;
  result.failed_targets = targets_.out_of_reach();
  result.on_missing = settings_.on_missing;
  result.blind_until = blind_until_;
  result.recorded = recorded_;
  result.stopwatch = stopwatch_;
  return result;
}

void Engine::evaluate_due(core::Instant now, Work& work) {
  const auto due =
      groups_.take_due(now, [&](const GroupSet::Member& member) { return may_start(member, now); });
  for (const GroupSet::Due& one : due) evaluate(one, work);
}

void Engine::evaluate(GroupSet::Due due, Work& work) {
  GroupSet::Member& member = *due.member;
  rules::Evaluation result = rules::evaluate(member.group, member.state, due.slot, surroundings());
  member.evaluations += member.group.rules.size();
  member.failures += result.failures.size();
  totals_.rule_samples += result.samples;
  totals_.rule_samples_discarded += result.discarded;
  for (const rules::RuleTransition& step : result.transitions) {
    work.changes.history.push_back(entry_of(member.group, step, due.slot));
  }
  report_transitions(member.group, result.transitions, work.after);
  report_failures(member, result.failures, work.after);
  report_empty(member, settings_.report_empty_after, work.after);
  GroupSet::collect_changes(member, work.changes);
  tell(std::move(result.notices), work);
}

void Engine::tell(std::vector<alert::Notice> notices, Work& work) {
  if (notices.empty()) return;
  totals_.notices += notices.size();
  for (const Receiver& receiver : settings_.receivers) {
    follow(ledger_.due(receiver, notices), work);
  }
  if (settings_.plan) to_route_.insert(to_route_.end(), notices.begin(), notices.end());
  if (settings_.has_alertmanagers) {
    work.after.emplace_back(TellAlertmanagers{std::move(notices)});
  }
}

void Engine::tell_overdue_ends(core::Instant now, Commands& commands) {
  // Before that nobody knows what there still is.
  if (settings_.receivers.empty() || !ready()) return;
  std::set<std::pair<core::Labels, core::Instant>> told_of;
  for (const GroupSet::Member& member : groups_.members()) {
    for (const rules::RuleState& rule : member.state.rules) {
      for (const alert::Alert& alert : rule.alerts) {
        if (!alert.fired_at) continue;
        told_of.emplace(alert::notice_labels(alert.labels, settings_.external_labels),
                        *alert.fired_at);
      }
    }
  }
  const auto exists = [&](const core::Labels& labels, core::Instant starts_at) {
    return told_of.count({labels, starts_at}) > 0;
  };
  for (TellWebhook& end : ledger_.overdue_ends(settings_.receivers, exists, now)) {
    commands.emplace_back(std::move(end));
  }
}

void Engine::keep_house(core::Instant now, Commands& commands) {
  if (now - samples_saved_ >= settings_.save_interval) {
    commands.emplace_back(SaveSamples{samples_saved_, now});
    samples_saved_ = now;
  }
  if (now - house_kept_ < kHousekeeping) return;
  house_kept_ = now;
  store_.expire(now);
  tell_overdue_ends(now, commands);
  const core::Instant history_before = now - settings_.history_retention;
  ledger_.prune(history_before);
  Work work;
  notifier_.prune(now, history_before, work);
  put(std::move(work), commands);
  commands.emplace_back(Prune{history_before, now - settings_.samples_retention});
}

Commands Engine::stop(core::Instant now) {
  Commands commands;
  if (now > samples_saved_) commands.emplace_back(SaveSamples{samples_saved_, now});
  samples_saved_ = now;
  return commands;
}

core::Instant Engine::next_step(core::Instant now) const {
  core::Instant next = std::min(now + kLongestSleep, samples_saved_ + settings_.save_interval);
  if (const auto due = targets_.next_due()) next = std::min(next, *due);
  if (const auto due = groups_.next_due()) next = std::min(next, *due);
  if (const auto due = notifier_.next_due()) next = std::min(next, *due);
  if (const auto due = heartbeats_.next_due()) next = std::min(next, *due);
  return next;
}

bool Engine::ready() const {
  return std::none_of(groups_.members().begin(), groups_.members().end(),
                      [](const GroupSet::Member& member) { return member.waits; });
}

}  // namespace silicon::engine
