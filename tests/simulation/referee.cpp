#include "tests/simulation/referee.hpp"

#include <algorithm>

#include "alerting/alert/life_cycle.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;
using alert::Phase;

// After a restart or a jump of the clock groups wait for their targets up to two minutes; then come
// a scrape and an evaluation.
constexpr core::Duration kWait = 2min;
// The program is never idle for longer; more would be a pause.
constexpr core::Duration kSleep = 30s;

std::string seconds(core::Instant time) {
  return core::format_double(std::chrono::duration<double>(time.time_since_epoch()).count());
}

}  // namespace

void Referee::answered(const std::string& instance, const Figures& figures) {
  coming_[instance] = figures;
}

void Referee::restarted(core::Instant now, bool torn) {
  coming_.clear();
  evaluated_.clear();
  holds_since_.clear();
  now_ = disturbed_ = restarted_ = now;
  if (torn) torn_ = now;
}

void Referee::clock_set(core::Instant now, core::Duration by) {
  holds_since_.clear();
  now_ = disturbed_ = now;
  set_back_ = std::max(-by, core::Duration(0));
  if (set_back_ == core::Duration(0)) return;
  if (webhooks_answer_since_) webhooks_answer_since_ = std::min(*webhooks_answer_since_, now);
  torn_ = std::min(torn_, now);
  restarted_ = std::min(restarted_, now);
  set_books_back(now);
}

// What would have been in a time to come was now, or is no more.
void Referee::set_books_back(core::Instant now) {
  const auto ahead = [now](const std::optional<core::Instant>& time) {
    return time && *time > now;
  };
  std::map<Key, Told> renewed;
  for (auto [key, told] : alertmanagers_) {
    if (ahead(told.firing)) told.firing.reset();
    if (ahead(told.resolved)) told.resolved.reset();
    renewed[{key.first, std::min(key.second, now)}] = told;
  }
  alertmanagers_ = std::exchange(renewed, {});
  for (const auto& [key, told] : webhooks_) {
    if (key.second > now && told.resolved) continue;
    renewed[{key.first, std::min(key.second, now)}] = told;
  }
  webhooks_ = std::move(renewed);
}

void Referee::look(const Sight& sight) {
  now_ = sight.now;
  std::map<core::Labels, alert::Alert> present;
  for (const auto& group : sight.groups) {
    for (const auto& rule : group.state.rules) {
      for (const auto& alert : rule.alerts) present.emplace(alert.labels, alert);
    }
  }
  for (const auto& [labels, alert] : present) {
    const auto before = alerts_.find(labels);
    compare(labels, before == alerts_.end() ? nullptr : &before->second, &alert);
  }
  for (const auto& [labels, alert] : alerts_) {
    if (present.count(labels) == 0) compare(labels, &alert, nullptr);
  }
  alerts_ = std::move(present);
  set_back_ = core::Duration(0);
  for (const testing::Delivered& told : sight.told) hear(told);
  if (!sight.webhooks_answer) webhooks_answer_since_.reset();
  if (sight.webhooks_answer && !webhooks_answer_since_) webhooks_answer_since_ = now_;
  check_silence();
  if (heard_out()) check_open_webhooks();
  check_series(sight);
  for (auto& [instance, figures] : std::exchange(coming_, {})) {
    Known& known = facts_[instance];
    known.errors_before = known.figures.errors;
    known.figures = figures;
  }
  check_long_held();
}

void Referee::complain(const core::Labels& labels, const std::string& what) {
  complaints_.push_back("at " + seconds(now_) + ": " + promql::labels_text(labels) + " " + what);
}

const Law* Referee::law_of(const core::Labels& labels) const {
  const auto law = std::find_if(terms_.laws.begin(), terms_.laws.end(), [&](const Law& one) {
    return one.alert == labels.get("alertname");
  });
  return law == terms_.laws.end() ? nullptr : &*law;
}

Verdict Referee::verdict(const Law& law, const core::Labels& labels) const {
  return law.judge(facts_, std::string(labels.get("instance")));
}

bool Referee::settled() const {
  return now_ - disturbed_ > kWait + 2 * terms_.interval;
}

void Referee::compare(const core::Labels& labels, const alert::Alert* before,
                      const alert::Alert* now) {
  const Law* law = law_of(labels);
  if (law == nullptr) return complain(labels, "is of a rule that there is not");
  if (before == nullptr) return check_begun(*law, *now);
  switch (before->phase) {
    case Phase::pending:
      return check_pending(*law, *before, now);
    case Phase::firing:
      return check_firing(*law, *before, now);
    case Phase::resolved:
      return check_resolved(*law, *before, now);
  }
}

void Referee::check_begun(const Law& law, const alert::Alert& now) {
  if (now.phase == Phase::resolved) return complain(now.labels, "resolved before it began");
  // A range may hold what nobody looked at then: before a restart, or when the clock showed these
  // instants for the first time.
  const bool blurred = law.range > core::Duration(0) && now_ - disturbed_ <= law.range;
  if (!blurred && verdict(law, now.labels) == Verdict::over) {
    complain(now.labels, "began without cause");
  }
  if (now.phase == Phase::firing && law.hold_for > core::Duration(0)) {
    complain(now.labels, "fired at once");
  }
}

void Referee::check_pending(const Law& law, const alert::Alert& before, const alert::Alert* now) {
  if (now == nullptr) {
    if (verdict(law, before.labels) == Verdict::holds) {
      complain(before.labels, "was withdrawn although it holds");
    }
    return;
  }
  check_timers(before, *now);
  if (now->phase == Phase::resolved) complain(now->labels, "resolved before it fired");
  if (now->phase == Phase::firing && *now->fired_at - now->active_at < law.hold_for) {
    complain(now->labels, "fired too early");
  }
}

void Referee::check_firing(const Law& law, const alert::Alert& before, const alert::Alert* now) {
  if (now == nullptr) return complain(before.labels, "was firing and is forgotten");
  if (now->phase == Phase::pending) return complain(now->labels, "was firing and is pending");
  check_timers(before, *now);
  const bool kept = law.keep_firing_for > core::Duration(0);
  // What is kept firing was over when that began; meanwhile its target may have gone.
  if (kept ? now->keep_firing_since && !before.keep_firing_since : now->phase != Phase::firing) {
    if (verdict(law, now->labels) != Verdict::over) {
      complain(now->labels, "resolved without knowledge that it is over");
    }
  }
  if (now->phase == Phase::firing || !kept) return;
  if (verdict(law, now->labels) == Verdict::holds) {
    complain(now->labels, "resolved without knowledge that it is over");
  }
  if (!now->keep_firing_since ||
      *now->resolved_at - *now->keep_firing_since < law.keep_firing_for) {
    complain(now->labels, "was not kept firing");
  }
}

void Referee::check_resolved(const Law& law, const alert::Alert& before, const alert::Alert* now) {
  if (now == nullptr) {
    if (now_ - *before.resolved_at <= alert::kResolvedRetention) {
      complain(before.labels, "resolved and is forgotten too early");
    }
    return;
  }
  if (now->phase != Phase::resolved) return check_begun(law, *now);
  if (set_back_ > core::Duration(0)) return;
  if (now->resolved_at != before.resolved_at) complain(now->labels, "resolved once more");
}

void Referee::check_timers(const alert::Alert& before, const alert::Alert& now) {
  // On a clock that was set back the same time has passed; by how much it was set back can be seen
  // to within the time that the program slept.
  const core::Duration moved = before.active_at - now.active_at;
  if (moved > set_back_ || moved < std::max(set_back_ - kSleep, core::Duration(0))) {
    complain(now.labels,
             "began at " + seconds(before.active_at) + ", not at " + seconds(now.active_at));
  }
  if (before.phase != Phase::firing) return;
  core::Instant fired_at = *before.fired_at;
  if (set_back_ > core::Duration(0)) fired_at = std::min(fired_at, now_);
  if (now.fired_at != fired_at) complain(now.labels, "fired once more");
}

void Referee::hear(const testing::Delivered& told) {
  // A webhook that did not answer hears of what is long over.
  if (!told.receiver.empty()) return hear_webhook(told);
  const auto found = alerts_.find(told.notice.labels);
  if (found == alerts_.end()) return complain(told.notice.labels, "is told of and is not there");
  hear_alertmanager(found->second, told);
}

void Referee::hear_alertmanager(const alert::Alert& alert, const testing::Delivered& told) {
  const alert::Notice& notice = told.notice;
  if (notice.resolved != (alert.phase == Phase::resolved) || notice.starts_at != alert.fired_at) {
    return complain(alert.labels, "is not what Alertmanagers are told");
  }
  const core::Instant valid = told.time + 4 * std::max(terms_.interval, terms_.resend_delay);
  if (notice.resolved ? notice.ends_at != alert.resolved_at
                      : notice.ends_at > valid || notice.ends_at <= valid - terms_.interval) {
    complain(alert.labels, "is told to end at a wrong time");
  }
  if (notice.resolved &&
      told.time - *alert.resolved_at > alert::kResolvedRetention + terms_.interval) {
    complain(alert.labels, "is told of too long after its end");
  }
  Told& book = alertmanagers_[{notice.labels, notice.starts_at}];
  std::optional<core::Instant>& last = notice.resolved ? book.resolved : book.firing;
  if (last && told.time - *last < terms_.resend_delay) complain(alert.labels, "is told too often");
  last = told.time;
}

void Referee::hear_webhook(const testing::Delivered& told) {
  Told& book = webhooks_[{told.notice.labels, told.notice.starts_at}];
  std::optional<core::Instant>& first = told.notice.resolved ? book.resolved : book.firing;
  // Who dies between telling and remembering tells again.
  if (first && *first > torn_) complain(told.notice.labels, "is told a webhook twice");
  // What was on its way when the program ended may have arrived.
  if (told.notice.resolved && !book.firing && told.notice.starts_at > restarted_) {
    complain(told.notice.labels, "is told a webhook to end that knew of no beginning");
  }
  first = told.time;
  // Alerts are known by their labels: what is said of one replaces what was said of those before.
  for (auto& [key, earlier] : webhooks_) {
    if (key.first == told.notice.labels && key.second < told.notice.starts_at) {
      if (!earlier.resolved) earlier.resolved = told.time;
    }
  }
}

// Whether whatever there is to be told has had the time to be told.
bool Referee::heard_out() const {
  const core::Duration longest = terms_.resend_delay + 2 * terms_.interval;
  return settled() && webhooks_answer_since_ && now_ - *webhooks_answer_since_ > longest;
}

void Referee::check_silence() {
  if (!settled()) return;
  const core::Duration longest = terms_.resend_delay + 2 * terms_.interval;
  for (const auto& [labels, alert] : alerts_) {
    if (alert.phase == Phase::pending) continue;
    if (alert.phase == Phase::resolved && now_ - *alert.resolved_at > alert::kResolvedRetention) {
      continue;
    }
    const Told& told = alertmanagers_[{labels, *alert.fired_at}];
    const auto& last = alert.phase == Phase::resolved ? told.resolved : told.firing;
    if (!last || now_ - *last > longest) complain(labels, "is not told often enough");
    if (heard_out()) check_webhook_knows(alert);
  }
}

void Referee::check_webhook_knows(const alert::Alert& alert) {
  const Told& told = webhooks_[{alert.labels, *alert.fired_at}];
  if (alert.phase == Phase::firing && !told.firing) {
    complain(alert.labels, "is not told to the webhook");
  }
  if (alert.phase == Phase::resolved && told.firing && !told.resolved) {
    complain(alert.labels, "is over, which the webhook is not told");
  }
}

// Whom a webhook believes to fire must be remembered until it has been told of the end.
void Referee::check_open_webhooks() {
  for (auto& [key, told] : webhooks_) {
    if (!told.firing || told.resolved) continue;
    const auto found = alerts_.find(key.first);
    if (found != alerts_.end() && found->second.fired_at == key.second) continue;
    complain(key.first, "is forgotten, which the webhook is not told");
    told.resolved = now_;
  }
}

void Referee::check_series(const Sight& sight) {
  for (const auto& group : sight.groups) {
    const auto at = group.state.evaluated_at;
    if (!at || *at > now_ || evaluated_[group.group.name] == *at) continue;
    evaluated_[group.group.name] = *at;
    std::map<core::Labels, double> expected;
    std::set<std::string> names;
    for (std::size_t i = 0; i < group.state.rules.size(); ++i) {
      names.insert(group.group.rules[i].name);
      for (const alert::Alert& alert : group.state.rules[i].alerts) {
        if (!alert::is_active(alert)) continue;
        expected[alert.labels.with("alertstate", alert::phase_name(alert.phase))] = 1;
        expected[alert.labels] =
            std::chrono::duration_cast<std::chrono::duration<double>>(
                std::chrono::floor<std::chrono::seconds>(alert.active_at).time_since_epoch())
                .count();
      }
    }
    std::map<core::Labels, double> found;
    for (const char* name : {"ALERTS", "ALERTS_FOR_STATE"}) {
      const auto views = sight.store.select(testing::named(name), *at - 5min, *at, {});
      if (!views) return complain({}, "ALERTS cannot be read");
      for (const series::SeriesView& view : *views) {
        const auto newest = view.newest(*at - 5min, *at);
        if (!newest || series::is_stale(newest->value)) continue;
        if (names.count(std::string(view.labels().get("alertname"))) == 0) continue;
        found[view.labels().with("__name__", "")] = newest->value;
      }
    }
    if (found == expected) continue;
    for (const auto& [labels, value] : found) {
      if (expected.count(labels) == 0) complain(labels, "is in ALERTS and not among the alerts");
    }
    for (const auto& [labels, value] : expected) {
      const auto entry = found.find(labels);
      if (entry == found.end() || entry->second != value) complain(labels, "is not in ALERTS");
    }
  }
}

// What has held for long enough, undisturbed, fires.
void Referee::check_long_held() {
  for (const auto& [instance, known] : facts_) {
    for (const Law& law : terms_.laws) {
      const core::Labels labels{{"alertname", law.alert}, {"instance", instance}};
      if (law.judge(facts_, instance) != Verdict::holds) {
        holds_since_.erase(labels);
        continue;
      }
      const core::Instant since = holds_since_.try_emplace(labels, now_).first->second;
      if (!settled() || now_ - since <= law.hold_for + 3 * terms_.interval) continue;
      const bool fires = std::any_of(alerts_.begin(), alerts_.end(), [&](const auto& entry) {
        const std::string_view own = entry.first.get("instance");
        return entry.first.get("alertname") == law.alert && (own.empty() || own == instance) &&
               entry.second.phase == Phase::firing;
      });
      if (!fires) complain(labels, "has held long enough and does not fire");
    }
  }
}

}  // namespace silicon::simulation
