#include "alerting/engine/engine.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/alerting/engine_world.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;
using testing::EngineWorld;
using testing::group_of;
using Alerts = std::vector<std::string>;

const core::Instant kStart(1'700'000'000s);

Settings settings(std::vector<rules::Rule> rules) {
  auto job = std::make_shared<scrape::Job>();
  job->name = "node";
  job->interval = 5s;
  job->timeout = 1s;
  Settings result;
  result.jobs = {job};
  result.groups = {group_of("g", std::move(rules), 10s)};
  result.has_alertmanagers = true;
  result.receivers = {{"ops", true}};
  return result;
}

Settings high_load(core::Duration hold_for) {
  return settings({testing::alerting("High", "load > 5", hold_for)});
}

EngineWorld::Answer loads(double value) {
  return
      [value](const std::string&, core::Instant) { return "load " + std::to_string(value) + "\n"; };
}

std::size_t count(const EngineWorld& world, const std::string& receiver, bool resolved) {
  return static_cast<std::size_t>(
      std::count_if(world.told.begin(), world.told.end(), [&](const testing::Delivered& one) {
        return one.receiver == receiver && one.notice.resolved == resolved;
      }));
}

TEST(Engine, EvaluatesAsSoonAsEveryTargetHasAnswered) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  EXPECT_FALSE(world.engine->ready());
  world.step();
  EXPECT_TRUE(world.engine->ready());
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  EXPECT_EQ(world.now, kStart);
}

TEST(Engine, TakesAnAlertFromPendingToFiringToResolved) {
  EngineWorld world(high_load(30s), kStart);
  world.answer = loads(9);
  world.step();
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} pending"}));
  EXPECT_TRUE(world.told.empty());
  world.run_for(45s);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  EXPECT_EQ(count(world, "", false), 1U);
  EXPECT_EQ(count(world, "ops", false), 1U);
  world.answer = loads(1);
  world.run_for(20s);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} inactive"}));
  EXPECT_EQ(count(world, "", true), 1U);
  EXPECT_EQ(count(world, "ops", true), 1U);
}

TEST(Engine, TellsAlertmanagersAgainAndWebhooksOnce) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.run_for(10min);
  EXPECT_GE(count(world, "", false), 8U);
  EXPECT_EQ(count(world, "ops", false), 1U);
}

TEST(Engine, TriesAWebhookAgainUntilItIsTold) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.webhooks_fail = true;
  world.run_for(3min);
  EXPECT_EQ(count(world, "ops", false), 0U);
  world.webhooks_fail = false;
  world.run_for(2min);
  EXPECT_EQ(count(world, "ops", false), 1U);
}

TEST(Engine, SavesBeforeItTells) {
  EngineWorld world(high_load(0s), kStart);
  world.step();
  world.answer = loads(9);
  for (core::Instant now = kStart; now < kStart + 30s; now += 1s) {
    bool saved = false;
    const Commands commands = world.engine->step(now, {});
    for (const Command& command : commands) {
      saved = saved || std::holds_alternative<Save>(command);
      if (std::holds_alternative<TellAlertmanagers>(command) ||
          std::holds_alternative<TellWebhook>(command)) {
        EXPECT_TRUE(saved);
      }
    }
  }
}

TEST(Engine, HoldsAnAlertWhoseTargetCannotBeReached) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.run_for(1min);
  world.answer = [](const std::string&, core::Instant) { return std::nullopt; };
  world.run_for(30min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing, no data"}));
  EXPECT_EQ(count(world, "", true), 0U);
  world.answer = loads(1);
  world.run_for(1min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} inactive"}));
  EXPECT_EQ(count(world, "ops", true), 1U);
}

TEST(Engine, ResolvesItAtOnceWhenToldToDoAsPrometheusDoes) {
  Settings as_prometheus = high_load(0s);
  as_prometheus.on_missing = rules::OnMissing::resolve;
  EngineWorld world(as_prometheus, kStart);
  world.answer = loads(9);
  world.run_for(1min);
  world.answer = [](const std::string&, core::Instant) { return std::nullopt; };
  world.run_for(1min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} inactive"}));
}

TEST(Engine, GoesOnAfterARestartAsIfNothingHadHappened) {
  EngineWorld world(high_load(5min), kStart);
  world.answer = loads(9);
  world.run_for(4min);
  const core::Instant pending_since = world.engine->groups()[0].state.rules[0].alerts[0].active_at;
  world.restart(20s);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} pending"}));
  world.run_for(2min);
  ASSERT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  const alert::Alert& firing = world.engine->groups()[0].state.rules[0].alerts[0];
  EXPECT_EQ(firing.active_at, pending_since);
  const std::optional<core::Instant> fired_at = firing.fired_at;
  world.restart(30s);
  world.run_for(2min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  EXPECT_EQ(world.engine->groups()[0].state.rules[0].alerts[0].fired_at, fired_at);
  EXPECT_EQ(count(world, "ops", false), 1U);
  EXPECT_EQ(count(world, "", true), 0U);
}

TEST(Engine, TellsAfterARestartWhatEndedMeanwhile) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.run_for(1min);
  world.answer = loads(1);
  world.restart(1h);
  world.run_for(5min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} inactive"}));
  EXPECT_EQ(count(world, "ops", true), 1U);
}

TEST(Engine, DoesNotResolveAfterARestartWhatItHasNotYetSeen) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.run_for(1min);
  world.answer = [](const std::string&, core::Instant) { return std::nullopt; };
  world.restart(1h);
  world.run_for(30min);
  EXPECT_EQ(count(world, "", true), 0U);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing, no data"}));
}

TEST(Engine, ComputesRatesAtOnceAfterARestart) {
  EngineWorld world(settings({testing::alerting("Busy", "rate(load[1m]) > 0.5", 0s)}), kStart);
  world.answer = [](const std::string&, core::Instant now) {
    return "load " + std::to_string((now - kStart) / 1s) + "\n";
  };
  world.run_for(10min);
  EXPECT_EQ(world.alerts(), (Alerts{"Busy{x:1} firing"}));
  world.restart(10s, true);
  world.run_for(10min);
  EXPECT_EQ(world.alerts(), (Alerts{"Busy{x:1} firing"}));
  EXPECT_EQ(count(world, "", true), 0U);
}

// The load as a counter whose rate is 1/s while it works.
EngineWorld::Answer works_until(core::Instant end) {
  return [end](const std::string&, core::Instant now) {
    return "load " + std::to_string((std::min(now, end) - kStart) / 1s) + "\n";
  };
}

TEST(Engine, DoesNotResolveWhatReadsLowOnlyForTheSamplesThatAKillHasTaken) {
  EngineWorld world(settings({testing::alerting("Busy", "rate(load[1m]) > 0.5"),
                              testing::alerting("Later", "rate(load[1m]) > 0.5", 1h)}),
                    kStart);
  world.answer = works_until(kStart + 24h);
  world.run_for(95s);  // saved at 60 s
  for (int kill = 0; kill < 20; ++kill) {
    world.restart(20s);
    world.run_for(25s);
    ASSERT_EQ(count(world, "", true), 0U) << kill;
    ASSERT_EQ(world.alerts().size(), 2U) << kill;
  }
  world.run_for(2min);
  EXPECT_EQ(world.alerts(), (Alerts{"Busy{x:1} firing", "Later{x:1} pending"}));
  EXPECT_LT(world.engine->groups()[0].state.rules[1].alerts[0].active_at, kStart + 95s);
}

TEST(Engine, ResolvesOnceAllThatTheRuleLooksBackOverIsThere) {
  EngineWorld world(settings({testing::alerting("Busy", "rate(load[1m]) > 0.5")}), kStart);
  world.answer = works_until(kStart + 115s);
  world.run_for(95s);
  world.restart(20s);
  world.run_for(50s);
  EXPECT_EQ(count(world, "", true), 0U);
  world.run_for(30s);
  EXPECT_EQ(count(world, "", true), 1U);
}

TEST(Engine, ResolvesAtOnceBehindARestartThatMissesNoScrape) {
  EngineWorld world(settings({testing::alerting("Busy", "rate(load[1m]) > 0.5")}), kStart);
  world.answer = works_until(kStart + 60s);
  world.run_for(82s);
  EXPECT_EQ(world.alerts(), (Alerts{"Busy{x:1} firing"}));
  world.restart(3s, true);
  world.run_for(30s);
  EXPECT_EQ(count(world, "", true), 1U);
}

TEST(Engine, EndsTheSeriesOfAnAlertThatEndedWhileItWasAway) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.run_for(2min);
  world.answer = loads(1);
  world.restart(20s, true);
  world.run_for(20s);
  std::size_t alive = 0;
  for (const auto& [labels, points] : testing::contents(*world.store)) {
    if (labels.get("__name__").starts_with("ALERTS") && !series::is_stale(points.back().value)) {
      ++alive;
    }
  }
  EXPECT_EQ(alive, 0U);
}

TEST(Engine, CarriesAlertsOverAReload) {
  EngineWorld world(high_load(1min), kStart);
  world.answer = loads(9);
  world.run_for(45s);
  Settings changed = settings(
      {testing::alerting("Other", "load > 100"), testing::alerting("High", "load > 6", 1min)});
  world.reload(changed);
  world.run_for(30s);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  world.reload(settings({testing::alerting("Other", "load > 100")}));
  world.run_for(30s);
  EXPECT_TRUE(world.alerts().empty());
  EXPECT_TRUE(world.disk.alerts.empty());
}

TEST(Engine, SurvivesAClockThatIsSetBack) {
  EngineWorld world(high_load(30s), kStart);
  world.answer = loads(9);
  world.run_for(2min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  world.now -= 1h;
  world.run_for(2min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  EXPECT_EQ(count(world, "", true), 0U);
  EXPECT_EQ(world.engine->totals().clock_set_back, 1U);
  world.answer = loads(1);
  world.run_for(1min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} inactive"}));
}

TEST(Engine, KeepsTimersWhenTheClockIsSetBack) {
  EngineWorld world(high_load(5min), kStart);
  world.answer = loads(9);
  world.run_for(4min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} pending"}));
  world.now -= 1h;
  world.run_for(90s);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  world.now -= 3min;
  world.restart(1s);
  world.run_for(1min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  EXPECT_EQ(count(world, "ops", false), 1U);
}

TEST(Engine, HoldsAnAlertWhoseTargetIsGoneAfterARestart) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.run_for(2min);
  world.answer = [](const std::string&, core::Instant) { return std::nullopt; };
  world.restart(5s, true);
  world.run_for(1s);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing, no data"}));
  world.run_for(20min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing, no data"}));
  EXPECT_EQ(count(world, "", true), 0U);
}

TEST(Engine, TellsAWebhookOfTheEndOfAnAlertWhoseRuleIsGone) {
  EngineWorld world(high_load(0s), kStart);
  world.answer = loads(9);
  world.run_for(1min);
  world.reload(settings({testing::alerting("Other", "load > 100")}));
  world.run_for(3min);
  EXPECT_EQ(count(world, "ops", false), 1U);
  EXPECT_EQ(count(world, "ops", true), 1U);
}

TEST(Engine, ResolvesNothingBecauseTheMachineSlept) {
  EngineWorld world(high_load(1min), kStart);
  world.answer = loads(9);
  world.run_for(2min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  world.now += 24h;
  world.run_for(1min);
  EXPECT_EQ(world.alerts(), (Alerts{"High{x:1} firing"}));
  EXPECT_EQ(count(world, "", true), 0U);
  EXPECT_EQ(count(world, "ops", false), 1U);
  EXPECT_EQ(world.engine->totals().pauses, 1U);
}

TEST(Engine, ReportsRulesThatFindNothing) {
  Settings blind = settings({testing::alerting("Blind", "no_such_metric > 5")});
  blind.report_empty_after = 3;
  EngineWorld world(blind, kStart);
  world.run_for(5min);
  EXPECT_EQ(std::count(world.said.begin(), world.said.end(),
                       "rule finds no series: is what it watches scraped?"),
            1);
}

TEST(Engine, ReportsRulesThatFail) {
  EngineWorld world(settings({testing::alerting("Bad", "load * on() load")}), kStart);
  world.addresses = {"x:1", "x:2"};
  world.reload(settings({testing::alerting("Bad", "load * on() load")}));
  world.run_for(60s);
  EXPECT_EQ(std::count(world.said.begin(), world.said.end(), "rule failed"), 1);
  EXPECT_GE(world.engine->groups()[0].failures, 1U);
}

TEST(Engine, WritesHistory) {
  EngineWorld world(high_load(30s), kStart);
  world.answer = loads(9);
  world.run_for(1min);
  world.answer = loads(1);
  world.run_for(1min);
  Alerts steps;
  for (const state::HistoryEntry& entry : world.disk.history) steps.push_back(entry.transition);
  EXPECT_EQ(steps, (Alerts{"pending", "firing", "resolved"}));
  EXPECT_EQ(world.disk.history[2].rule, "High");
  EXPECT_EQ(world.disk.history[2].rule_group, "g");
  EXPECT_EQ(world.disk.history[2].resolved_value, 1);
}

TEST(Engine, SavesSamplesNowAndThenAndAtTheEnd) {
  EngineWorld world(high_load(30s), kStart);
  world.run_for(30s);
  EXPECT_TRUE(world.disk.samples.empty());
  world.run_for(40s);
  EXPECT_FALSE(world.disk.samples.empty());
  world.run_for(20s);
  world.restart(5s, true);
  core::Instant newest;
  for (const auto& [labels, points] : world.disk.samples) {
    newest = std::max(newest, points.back().time);
  }
  EXPECT_GT(newest, kStart + 80s);
}

TEST(Engine, SaysTheSameAtTheSameTimes) {
  const auto story = [] {
    EngineWorld world(high_load(10s), kStart);
    world.answer = [](const std::string&, core::Instant now) {
      return "load " + std::to_string((now - kStart) / 20s % 3 * 4) + "\n";
    };
    world.run_for(20min);
    std::vector<std::pair<core::Instant, std::string>> result;
    for (const testing::Delivered& one : world.told) {
      result.emplace_back(one.time, one.receiver + (one.notice.resolved ? " resolved" : " firing"));
    }
    return result;
  };
  const auto first = story();
  EXPECT_GT(first.size(), 10U);
  EXPECT_EQ(first, story());
}

}  // namespace
}  // namespace silicon::engine
