// The whole alerter without sockets, threads or a clock: told what has happened, it says what is to
// be done, and the same events at the same times lead to the same commands. Scrapes are due,
// groups are evaluated, alerts move on, receivers are told, all within step().
// One thread at a time; the store may be read by others meanwhile.
// Tested by tests/alerting/engine/engine_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "alerting/engine/commands.hpp"
#include "alerting/engine/delivery/ledger.hpp"
#include "alerting/engine/groups/group_set.hpp"
#include "alerting/engine/notifications/heartbeats.hpp"
#include "alerting/engine/notifications/notifier.hpp"
#include "alerting/engine/settings.hpp"
#include "alerting/engine/targets/target_pool.hpp"
#include "alerting/series/store.hpp"

namespace silicon::engine {

struct Totals {
  std::uint64_t notices = 0;  // handed out to be sent
  std::uint64_t clock_set_back = 0;
  std::uint64_t pauses = 0;  // the machine slept, or the program was stopped
  std::uint64_t rule_samples = 0;
  std::uint64_t rule_samples_discarded = 0;
};

class Engine {
 public:
  // `stopwatch` measures how long evaluations take, and decides nothing.
  Engine(series::Store& store, std::function<core::SteadyInstant()> stopwatch)
      : store_(store), stopwatch_(std::move(stopwatch)), targets_(store) {}

  // What is to be done from now on; state is carried over to rules and targets that stay. To be
  // called first, and at every reload.
  Commands configure(Settings settings, core::Instant now);

  // What was saved before a restart: once, between the first configure() and the first step().
  // Recent samples must be in the store already.
  struct Saved {
    std::vector<state::SavedAlert> alerts;
    std::vector<state::DeliveryMark> marks;
    state::SavedRouting routing;
    std::optional<core::Instant> last_alive;
  };
  Commands restore(Saved saved, core::Instant now);

  Commands step(core::Instant now, std::vector<Event> events);

  // Before the program ends: what must not be lost.
  Commands stop(core::Instant now);

  // When step() must be called at the latest, even if nothing happens.
  core::Instant next_step(core::Instant now) const;

  // Whether every group has been evaluated once.
  bool ready() const;

  const Settings& settings() const { return settings_; }
  const TargetPool& targets() const { return targets_; }
  const std::vector<GroupSet::Member>& groups() const { return groups_.members(); }
  const Totals& totals() const { return totals_; }

  const Heartbeats& heartbeats() const { return heartbeats_; }

  // Silences, acknowledgements and what is on its way. Whoever changes something saves and carries
  // out what follows.
  const Notifier& notifier() const { return notifier_; }
  Notifier& notifier() { return notifier_; }

 private:
  using Work = Notifier::Work;

  void take(Event& event, core::Instant now, Work& work);
  void end_removed(const std::vector<state::RemovedAlert>& removed,
                   const std::vector<state::SavedAlert>& saved, core::Instant now);
  core::Duration shortest_interval() const;
  void watch_clock(core::Instant now, Commands& commands);
  std::vector<core::Labels> living_series(core::Instant now) const;
  std::vector<core::Labels> scraped_series(core::Instant now) const;
  void rewind_store(core::Instant now);
  void set_back(core::Duration by, core::Instant now, Commands& commands);
  void resume(core::Instant last_alive, core::Instant now);
  void evaluate_due(core::Instant now, Work& work);
  void evaluate(GroupSet::Due due, Work& work);
  void tell(std::vector<alert::Notice> notices, Work& work);
  void route(core::Instant now, Work& work);
  void beat(core::Instant now, Work& work);
  void tell_overdue_ends(core::Instant now, Commands& commands);
  void keep_house(core::Instant now, Commands& commands);
  rules::Surroundings surroundings();
  bool may_start(const GroupSet::Member& member, core::Instant now) const;

  series::Store& store_;
  std::function<core::SteadyInstant()> stopwatch_;
  Settings settings_;
  TargetPool targets_;
  GroupSet groups_;
  Ledger ledger_;
  Notifier notifier_;
  std::vector<alert::Notice> to_route_;  // of this step
  Heartbeats heartbeats_;
  core::Instant next_beat_;
  std::string withheld_;  // why the heartbeat is not sent; "": it is
  Totals totals_;
  std::optional<core::Instant> resumed_;  // when it started, or time went on
  std::optional<core::Instant> last_step_;
  // Samples of before may be missing; until the targets have answered again it moves with time.
  std::optional<core::Instant> blind_until_;
  bool still_blind_ = false;
  std::shared_ptr<const rules::RecordedReach> recorded_;
  core::Instant samples_saved_;
  core::Instant house_kept_;
};

}  // namespace silicon::engine
