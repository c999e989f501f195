// Days of routed alerts in virtual time: receivers that are slow, dead or lie, the program killed
// at any moment, its clock set. Seeds are part of the tests' names.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/simulation/dice.hpp"
#include "tests/simulation/routed/witness.hpp"
#include "tests/support/alerting/engine_world.hpp"

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;
using state::DeliveryOutcome;

const core::Instant kStart(1'700'000'000s);
const std::vector<std::string> kInstances{"a:1", "b:1", "c:1"};
const std::vector<std::string> kReceivers{"ops", "pager"};

// Told to both, all instances in one group.
engine::Settings routed_settings() {
  auto job = std::make_shared<scrape::Job>();
  job->name = "node";
  job->interval = 5s;
  job->timeout = 1s;
  engine::Settings settings;
  settings.jobs = {job};
  settings.groups = {testing::group_of("g", {testing::alerting("High", "load > 5", 0s)}, 10s)};
  routing::Plan plan;
  plan.root.receiver = "ops";
  plan.root.group_by = routing::GroupBy{{"alertname"}, false};
  plan.root.group_wait = 10s;
  plan.root.group_interval = 1min;
  plan.root.repeat_interval = 4h;
  for (const std::string& name : kReceivers) {
    routing::RouteSpec route;
    route.receiver = name;
    route.continues = true;
    route.matchers = {
        routing::Matcher::create(match::MatchType::equal, "alertname", "High").value()};
    plan.root.routes.push_back(route);
    plan.receivers.push_back({name, {{"webhook[0]", true}}});
  }
  settings.plan = plan;
  return settings;
}

// Group interval, a scrape and an evaluation, a retry, and the wait for two scrapes after a start.
constexpr WitnessTerms kTerms{3min, 4h - 2min};

struct Troubles {
  double deaths = 0;  // shares of turns
  double clock_changes = 0;
  double lies = 0;            // says that it was not taken, whatever is true
  double refusals = 0;        // for good
  core::Duration outages{0};  // of receivers: how long one lasts
  bool restart_after_every_turn = false;
};

class RoutedSimulation {
 public:
  RoutedSimulation(const Troubles& troubles, std::uint64_t seed)
      : troubles_(troubles), dice_(seed), world_(routed_settings(), kStart) {
    world_.addresses = kInstances;
    world_.answer = [this](const std::string& instance, core::Instant) {
      return std::optional<std::string>("load " + std::string(high_[instance] ? "9" : "1") + "\n");
    };
    world_.receive = [this](const state::OutboxEntry& entry) { return receive(entry); };
    world_.reload(routed_settings());
    for (const std::string& name : kReceivers) witness.answers(elapsed_, name, true);
  }

  void run(core::Duration time) {
    const core::Duration end = elapsed_ + time;
    while (elapsed_ < end) turn();
  }

  Witness witness{kTerms};

 private:
  void turn() {
    turn_began_ = world_.now;
    world_.run_for(dice_.between(1s, 20s));
    pass();
    change_loads();
    change_receivers();
    if (dice_.chance(troubles_.deaths)) die();
    if (troubles_.restart_after_every_turn) restart();
    if (dice_.chance(troubles_.clock_changes)) set_clock();
    witness.look(elapsed_);
  }

  core::Duration now() const { return elapsed_ + (world_.now - turn_began_); }

  // What the world's clock has gone on by since the turn began has really passed.
  void pass() {
    elapsed_ += world_.now - turn_began_;
    turn_began_ = world_.now;
  }

  void change_loads() {
    for (const std::string& instance : kInstances) {
      if (dice_.chance(0.01)) high_[instance] = !high_[instance];
      witness.see(elapsed_, instance, high_[instance]);
    }
  }

  void change_receivers() {
    for (const std::string& name : kReceivers) {
      const bool out = silent_until_[name] > elapsed_;
      if (!out) witness.answers(elapsed_, name, true);
      if (out || troubles_.outages == core::Duration(0) || !dice_.chance(0.005)) continue;
      silent_until_[name] = elapsed_ + dice_.between(1s, troubles_.outages);
      witness.answers(elapsed_, name, false);
    }
  }

  void die() {
    world_.step_and_die(dice_.roll() % 6);
    restart();
  }

  void restart() {
    world_.restart(dice_.between(1s, 90s));
    pass();
    witness.disturb(elapsed_);
  }

  void set_clock() {
    world_.now += dice_.chance(0.5) ? dice_.between(1s, 2h) : -dice_.between(1s, 2h);
    turn_began_ = world_.now;
    witness.disturb(elapsed_);
  }

  DeliveryOutcome receive(const state::OutboxEntry& entry) {
    const std::string& name = entry.notification.receiver;
    if (silent_until_[name] > elapsed_) return DeliveryOutcome::again;
    if (dice_.chance(troubles_.refusals)) {
      witness.disturb(now());  // it is decided on anew with the next flush
      return DeliveryOutcome::given_up;
    }
    if (dice_.chance(troubles_.lies)) {
      witness.disturb(now());  // whatever it made of it does not count: it will be said again
      return DeliveryOutcome::again;
    }
    Heard heard{name, {}, {}};
    for (const notify::Item& item : entry.notification.alerts) {
      if (item.notice.labels.get("alertname") != "High") continue;  // about receivers themselves
      auto& side = item.notice.resolved ? heard.resolved : heard.firing;
      side.insert(std::string(item.notice.labels.get("instance")));
    }
    if (!heard.firing.empty() || !heard.resolved.empty()) witness.hear(now(), heard);
    return DeliveryOutcome::delivered;
  }

  Troubles troubles_;
  Dice dice_;
  core::Duration elapsed_{0};
  std::map<std::string, bool> high_;
  std::map<std::string, core::Duration> silent_until_;
  core::Instant turn_began_;
  testing::EngineWorld world_;
};

// For each seed half a day of each kind of trouble.
class RoutedDays : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  static void endure(const Troubles& troubles, core::Duration time) {
    RoutedSimulation simulation(troubles, GetParam());
    simulation.run(time);
    EXPECT_GT(simulation.witness.messages(), 20U) << "nothing happened";
    const auto& complaints = simulation.witness.complaints();
    std::string all;
    for (std::size_t i = 0; i < std::min<std::size_t>(complaints.size(), 20); ++i) {
      all += "\n  " + complaints[i];
    }
    EXPECT_TRUE(complaints.empty()) << complaints.size() << " complaints:" << all;
  }
};

TEST_P(RoutedDays, OfPeace) {
  endure({}, 12h);
}

TEST_P(RoutedDays, OfReceiversThatDoNotAnswer) {
  Troubles troubles;
  troubles.outages = 2h;
  endure(troubles, 12h);
}

TEST_P(RoutedDays, OfReceiversThatLie) {
  Troubles troubles;
  troubles.lies = 0.3;
  endure(troubles, 12h);
}

TEST_P(RoutedDays, OfReceiversThatRefuse) {
  Troubles troubles;
  troubles.refusals = 0.2;
  endure(troubles, 12h);
}

TEST_P(RoutedDays, OfDeaths) {
  Troubles troubles;
  troubles.deaths = 0.02;
  endure(troubles, 12h);
}

TEST_P(RoutedDays, OfClocksThatAreSet) {
  Troubles troubles;
  troubles.clock_changes = 0.005;
  endure(troubles, 12h);
}

TEST_P(RoutedDays, OfRestartsAfterEveryTurn) {
  Troubles troubles;
  troubles.restart_after_every_turn = true;
  RoutedSimulation simulation(troubles, GetParam());
  simulation.run(3h);
  EXPECT_TRUE(simulation.witness.complaints().empty());
  EXPECT_GT(simulation.witness.messages(), 0U);
}

TEST_P(RoutedDays, OfEverythingTogether) {
  Troubles troubles;
  troubles.outages = 1h;
  troubles.lies = 0.05;
  troubles.refusals = 0.05;
  troubles.deaths = 0.01;
  troubles.clock_changes = 0.002;
  endure(troubles, 24h);
}

INSTANTIATE_TEST_SUITE_P(Seed, RoutedDays, ::testing::Values(1, 2));

}  // namespace
}  // namespace silicon::simulation
