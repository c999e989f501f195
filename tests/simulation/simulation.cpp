#include "tests/simulation/simulation.hpp"

#include <algorithm>

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;

const core::Instant kStart(1'700'000'000s);
constexpr core::Duration kInterval = 1min;
constexpr core::Duration kLongestSleep = 25s;  // more would be a pause
constexpr core::Duration kLate = 5ms;          // nobody wakes at the very millisecond
constexpr double kHigh = 5;

Verdict high(const Facts& facts, const std::string& instance) {
  const auto found = facts.find(instance);
  if (found == facts.end() || !found->second.figures.reachable) return Verdict::unclear;
  return found->second.figures.load.value_or(0) > kHigh ? Verdict::holds : Verdict::over;
}

// Of a range, the last two answers say whether it goes on; while they do not, its past may hold.
Verdict rising(const Facts& facts, const std::string& instance) {
  const auto found = facts.find(instance);
  if (found == facts.end() || !found->second.figures.reachable) return Verdict::unclear;
  if (!found->second.errors_before) return Verdict::unclear;
  return found->second.figures.errors > *found->second.errors_before ? Verdict::holds
                                                                     : Verdict::over;
}

Verdict down(const Facts& facts, const std::string& instance) {
  const auto found = facts.find(instance);
  if (found == facts.end()) return Verdict::unclear;
  return found->second.figures.reachable ? Verdict::over : Verdict::holds;
}

Verdict total_high(const Facts& facts, const std::string&) {
  double sum = 0;
  for (const auto& [instance, known] : facts) {
    if (!known.figures.reachable) return Verdict::unclear;
    sum += known.figures.load.value_or(0);
  }
  return sum > 2 * kHigh ? Verdict::holds : Verdict::over;
}

}  // namespace

engine::Settings simulated_settings() {
  auto job = std::make_shared<scrape::Job>();
  job->name = "node";
  job->interval = kInterval;
  job->timeout = 1s;
  rules::Rule kept = testing::alerting("Kept", "load > 5", 2min);
  kept.keep_firing_for = 10min;
  engine::Settings settings;
  settings.jobs = {job};
  settings.groups = {
      testing::group_of(
          "load",
          {testing::alerting("High", "load > 5"), testing::alerting("Held", "load > 5", 5min),
           std::move(kept), testing::recording("instance:load:max", "max by (instance) (load)"),
           testing::alerting("Chained", "instance:load:max > 5", 1min),
           testing::alerting("Total", "sum(load) > 10", 3min)},
          kInterval),
      testing::group_of("ranges",
                        {testing::alerting("Rising", "increase(errors_total[3m]) > 0", 4min)},
                        kInterval),
      testing::group_of("reach", {testing::alerting("Down", "up == 0", 3min)}, kInterval)};
  settings.has_alertmanagers = true;
  settings.save_interval = 10s;
  settings.receivers = {{"ops", true}};
  return settings;
}

Terms simulated_terms() {
  Terms terms;
  terms.interval = kInterval;
  terms.laws = {{"High", 0min, 0min, 0min, high},        {"Held", 5min, 0min, 0min, high},
                {"Kept", 2min, 10min, 0min, high},       {"Chained", 1min, 0min, 0min, high},
                {"Total", 3min, 0min, 0min, total_high}, {"Rising", 4min, 0min, 3min, rising},
                {"Down", 3min, 0min, 0min, down}};
  return terms;
}

Simulation::Simulation(Setup setup)
    : world(simulated_settings(), kStart), setup_(std::move(setup)), dice_(setup_.seed) {
  world.addresses = setup_.instances;
  world.reload(simulated_settings());
  world.answer = [this](const std::string& instance, core::Instant) {
    const Figures figures = setup_.scene(instance, elapsed_);
    referee.answered(instance, figures);
    return page_of(figures);
  };
  world.after_step = [this] { look(); };
  referee.restarted(world.now, false);
}

void Simulation::look() {
  const std::span<const testing::Delivered> all(world.told);
  referee.look(
      {world.now, world.engine->groups(), *world.store, all.subspan(told_), !world.webhooks_wait});
  told_ = all.size();
}

void Simulation::run(core::Duration time) {
  const core::Duration end = elapsed_ + time;
  while (elapsed_ < end) turn();
}

void Simulation::turn() {
  world.step();
  ++turns;
  if (setup_.hardships.restart_after_every_step) restart(0s);
  const core::Duration time = until_due();
  pass(time);
  befall(time);
}

void Simulation::pass(core::Duration time) {
  elapsed_ += time;
  world.now += time;
}

// Until the next thing is due: the shell wakes every second, which would tell nothing new here.
core::Duration Simulation::until_due() {
  core::Instant next = world.now + kLongestSleep;
  if (const auto due = world.engine->targets().next_due()) next = std::min(next, *due);
  for (const auto& group : world.engine->groups()) {
    if (group.last_slot && !group.waits) {
      next = std::min(next, *group.last_slot + group.group.interval);
    }
  }
  return std::max(next - world.now, core::Duration(0)) + dice_.between(1ms, kLate);
}

bool Simulation::happens(const std::optional<core::Duration>& every, core::Duration passed) {
  if (!every) return false;
  return dice_.chance(std::chrono::duration<double>(passed) /
                      std::chrono::duration<double>(*every));
}

void Simulation::befall(core::Duration passed) {
  const Hardships& hardships = setup_.hardships;
  if (happens(hardships.silent_webhooks, passed)) {
    webhooks_silent_until_ = elapsed_ + dice_.between(1min, 40min);
  }
  world.webhooks_wait = elapsed_ < webhooks_silent_until_;
  if (happens(hardships.clock_changes, passed)) {
    const core::Duration by = dice_.chance(0.5) ? dice_.between(2s, 3h) : dice_.between(2s, 2min);
    set_clock(dice_.chance(0.5) ? by : -by);
  }
  if (happens(hardships.restarts, passed)) {
    restart(dice_.chance(0.8) ? dice_.between(100ms, 2min) : dice_.between(2min, 3h),
            dice_.chance(0.5));
  }
  if (happens(hardships.deaths, passed)) {
    // What the dying do is heard, but no longer seen.
    world.step_and_die(dice_.roll() % 12);
    const core::Duration downtime = dice_.between(100ms, 1min);
    world.restart(downtime);
    elapsed_ += downtime;
    ++restarts;
    referee.restarted(world.now, true);
  }
}

void Simulation::restart(core::Duration downtime, bool in_order) {
  world.restart(downtime, in_order);
  elapsed_ += downtime;
  ++restarts;
  referee.restarted(world.now, false);
  look();
}

void Simulation::set_clock(core::Duration by) {
  world.now += by;
  referee.clock_set(world.now, by);
}

}  // namespace silicon::simulation
