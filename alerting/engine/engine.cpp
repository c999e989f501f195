#include "alerting/engine/engine.hpp"

#include <algorithm>
#include <utility>

#include "alerting/promql/syntax/spelling.hpp"
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

Say said_of(const rules::Group& group, const rules::RuleTransition& step) {
  using Kind = alert::Transition::Kind;
  const Kind kind = step.transition.kind;
  const bool news = kind == Kind::fired || kind == Kind::held || kind == Kind::resolved;
  Say say{news ? Importance::info : Importance::debug, "alert changes", {}};
  say.fields = {{"alert", group.rules[step.rule].name},
                {"state", std::string(alert::transition_name(kind))},
                {"labels", promql::labels_text(step.transition.alert.labels)},
                {"value", core::format_double(step.transition.alert.value)}};
  return say;
}

state::HistoryEntry entry_of(const rules::Group& group, const rules::RuleTransition& step,
                             core::Instant time) {
  const alert::Alert& alert = step.transition.alert;
  return {time,         group.file,
          group.name,   group.rules[step.rule].name,
          alert.labels, std::string(alert::transition_name(step.transition.kind)),
          alert.value,  alert.resolved_value};
}

void put_save(state::Changes changes, Commands& commands) {
  if (!changes.empty()) commands.emplace_back(Save{std::move(changes)});
}

}  // namespace

Commands Engine::configure(Settings settings, core::Instant now) {
  Commands commands;
  settings_ = std::move(settings);
  if (!resumed_) {
    resumed_ = now;
    samples_saved_ = now;
  }
  recorded_ = std::make_shared<const rules::RecordedReach>(rules::recorded_reach(settings_.groups));
  targets_.configure(settings_.jobs, now);
  put_save(groups_.configure(settings_.groups, now, rules::writer_to(store_)), commands);
  return commands;
}

Commands Engine::restore(std::vector<state::SavedAlert> alerts,
                         std::vector<state::DeliveryMark> marks,
                         std::optional<core::Instant> last_alive, core::Instant now) {
  Commands commands;
  ledger_.restore(std::move(marks));
  put_save(groups_.restore(std::move(alerts)), commands);
  groups_.adopt(store_, now - settings_.options.lookback, now, rules::writer_to(store_));
  resume(std::min(last_alive.value_or(now), now), now);
  still_blind_ = still_blind_ || !last_alive;
  return commands;
}

Commands Engine::step(core::Instant now, std::vector<Event> events) {
  Commands commands;
  Commands after;  // what may be done only once the changes are saved
  state::Changes changes;
  watch_clock(now, commands);
  for (Event& event : events) take(event, now, changes, after);
  if (still_blind_) blind_until_ = now;
  still_blind_ = still_blind_ && !targets_.scraped(1);
  evaluate_due(now, changes, after);
  put_save(std::move(changes), commands);
  for (Command& command : after) commands.push_back(std::move(command));
  for (Scrape& scrape : targets_.take_due(now)) commands.emplace_back(std::move(scrape));
  keep_house(now, commands);
  return commands;
}

void Engine::take(Event& event, core::Instant now, state::Changes& changes, Commands& after) {
  if (auto* scrape = std::get_if<ScrapeFinished>(&event)) {
    targets_.finished(scrape->scrape, scrape->response);
  } else if (auto* found = std::get_if<TargetsFound>(&event)) {
    targets_.found(found->job, std::move(found->groups), now);
  } else if (const auto* delivery = std::get_if<DeliveryFinished>(&event)) {
    Ledger::Outcome outcome = ledger_.finished(*delivery, now);
    for (state::DeliveryMark& mark : outcome.marks) changes.marks.push_back(std::move(mark));
    if (outcome.next) after.emplace_back(*std::move(outcome.next));
  }
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
    store_.rewind(now);
    samples_saved_ = std::min(samples_saved_, now);
    house_kept_ = std::min(house_kept_, now);
    resume(now, now);
  } else if (now - last > kPause) {
    ++totals_.pauses;
    say("time went on without this program: the machine slept, or the clock was set", now - last);
    resume(last, now);
  }
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

void Engine::evaluate_due(core::Instant now, state::Changes& changes, Commands& after) {
  const auto due =
      groups_.take_due(now, [&](const GroupSet::Member& member) { return may_start(member, now); });
  for (const GroupSet::Due& one : due) evaluate(one, changes, after);
}

void Engine::evaluate(GroupSet::Due due, state::Changes& changes, Commands& after) {
  GroupSet::Member& member = *due.member;
  rules::Evaluation result = rules::evaluate(member.group, member.state, due.slot, surroundings());
  member.evaluations += member.group.rules.size();
  member.failures += result.failures.size();
  totals_.rule_samples += result.samples;
  totals_.rule_samples_discarded += result.discarded;
  for (const rules::RuleTransition& step : result.transitions) {
    changes.history.push_back(entry_of(member.group, step, due.slot));
    after.emplace_back(said_of(member.group, step));
  }
  report_failures(member, result.failures, after);
  report_empty(member, after);
  GroupSet::collect_changes(member, changes);
  tell(std::move(result.notices), after);
}

void Engine::report_failures(GroupSet::Member& member,
                             const std::vector<rules::RuleFailure>& failures, Commands& commands) {
  std::vector<std::string> now(member.group.rules.size());
  for (const rules::RuleFailure& failure : failures) now[failure.rule] = failure.error;
  member.said.resize(now.size());
  for (std::size_t rule = 0; rule < now.size(); ++rule) {
    // The same failure every second is news once.
    if (now[rule].empty() || now[rule] == member.said[rule]) continue;
    commands.emplace_back(Say{Importance::warning,
                              "rule failed",
                              {{"rule", member.group.rules[rule].name},
                               {"group", member.group.name},
                               {"file", member.group.file},
                               {"error", now[rule]}}});
  }
  member.said = std::move(now);
}

void Engine::report_empty(const GroupSet::Member& member, Commands& commands) const {
  if (settings_.report_empty_after == 0) return;
  for (std::size_t rule = 0; rule < member.state.rules.size(); ++rule) {
    if (member.state.rules[rule].evaluations_without_series != settings_.report_empty_after) {
      continue;
    }
    commands.emplace_back(Say{Importance::warning,
                              "rule finds no series: is what it watches scraped?",
                              {{"rule", member.group.rules[rule].name},
                               {"group", member.group.name},
                               {"expression", member.group.rules[rule].expression_text}}});
  }
}

void Engine::tell(std::vector<alert::Notice> notices, Commands& commands) {
  if (notices.empty()) return;
  totals_.notices += notices.size();
  for (const Receiver& receiver : settings_.receivers) {
    if (auto command = ledger_.due(receiver, notices)) commands.emplace_back(*std::move(command));
  }
  if (settings_.has_alertmanagers) {
    commands.emplace_back(TellAlertmanagers{std::move(notices)});
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
  const core::Instant history_before = now - settings_.history_retention;
  ledger_.prune(history_before);
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
  return next;
}

bool Engine::ready() const {
  return std::none_of(groups_.members().begin(), groups_.members().end(),
                      [](const GroupSet::Member& member) { return member.waits; });
}

}  // namespace silicon::engine
