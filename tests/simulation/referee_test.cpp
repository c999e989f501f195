// The referee is shown, or told, what must never be, and must complain: a check that cannot fail
// proves nothing.
#include "tests/simulation/referee.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/simulation/simulation.hpp"

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;

bool complains(const Referee& referee, const std::string& what) {
  return std::any_of(
      referee.complaints().begin(), referee.complaints().end(),
      [&](const std::string& complaint) { return complaint.find(what) != std::string::npos; });
}

// A load that is high from the start, for `time`.
Scene high_for(core::Duration time) {
  return [time](const std::string&, core::Duration elapsed) {
    Figures figures;
    figures.load = elapsed < time ? 9 : 1;
    return figures;
  };
}

class RefereeTest : public ::testing::Test {
 protected:
  alert::Alert& saved(const std::string& name) {
    for (auto& [key, alert] : simulation_.world.disk.alerts) {
      if (alert.labels.get("alertname") == name) return alert;
    }
    ADD_FAILURE() << "no alert " << name << " is saved";
    return simulation_.world.disk.alerts.begin()->second;
  }

  void forget(const std::string& name) {
    std::erase_if(simulation_.world.disk.alerts,
                  [&](const auto& entry) { return entry.second.labels.get("alertname") == name; });
  }

  // Shows the referee the world as it is, with these notices.
  void show(std::vector<testing::Delivered> told, bool webhooks_answer = true) {
    testing::EngineWorld& world = simulation_.world;
    simulation_.referee.look(
        {world.now, world.engine->groups(), *world.store, told, webhooks_answer});
  }

  testing::Delivered last_told(const std::string& name, const std::string& receiver) {
    const auto& told = simulation_.world.told;
    const auto last = std::find_if(told.rbegin(), told.rend(), [&](const auto& one) {
      return one.receiver == receiver && one.notice.labels.get("alertname") == name;
    });
    EXPECT_NE(last, told.rend());
    return last == told.rend() ? testing::Delivered{} : *last;
  }

  const Referee& referee() const { return simulation_.referee; }

  Simulation simulation_{{high_for(30min), {}, 1, {"a:1"}}};
};

TEST_F(RefereeTest, HasNothingToComplainOf) {
  simulation_.run(1h);
  EXPECT_TRUE(referee().complaints().empty()) << referee().complaints()[0];
}

TEST_F(RefereeTest, SeesATimerThatWasSetBack) {
  simulation_.run(4min);
  saved("Held").active_at += 1min;
  simulation_.restart(10s);
  EXPECT_TRUE(complains(referee(), "Held\", instance=\"a:1\", job=\"node\"} began at"));
}

TEST_F(RefereeTest, SeesATimerThatRanTooFast) {
  simulation_.run(3min);
  saved("Held").active_at -= 1h;
  simulation_.restart(10s);
  EXPECT_TRUE(complains(referee(), "began at"));
}

TEST_F(RefereeTest, SeesAFiringAlertThatIsForgotten) {
  simulation_.run(10min);
  forget("Held");
  simulation_.restart(10s);
  EXPECT_TRUE(complains(referee(), "was firing and is forgotten"));
}

TEST_F(RefereeTest, SeesAPendingAlertThatIsForgotten) {
  simulation_.run(4min);
  forget("Held");
  simulation_.restart(10s);
  EXPECT_TRUE(complains(referee(), "was withdrawn although it holds"));
}

TEST_F(RefereeTest, SeesAResolvedAlertThatIsForgotten) {
  simulation_.run(35min);
  forget("High");
  simulation_.restart(10s);
  EXPECT_TRUE(complains(referee(), "resolved and is forgotten too early"));
}

TEST_F(RefereeTest, SeesAnAlertThatFiresAnew) {
  simulation_.run(10min);
  saved("High").fired_at = *saved("High").fired_at + 1min;
  simulation_.restart(10s);
  EXPECT_TRUE(complains(referee(), "fired once more"));
}

// The engine is given one load, the referee is told of another.
TEST(RefereeOfLies, SeesAFalseEnd) {
  Simulation simulation({high_for(10min), {}, 1, {"a:1"}});
  simulation.world.answer = [&](const std::string& instance, core::Instant) {
    simulation.referee.answered(instance, {true, 9, 0});
    return page_of({true, simulation.elapsed() < 10min ? 9.0 : 1.0, 0});
  };
  simulation.run(15min);
  EXPECT_TRUE(complains(simulation.referee, "resolved without knowledge that it is over"));
}

TEST(RefereeOfLies, SeesAnEndThatNobodyCouldKnowOf) {
  Simulation simulation({high_for(10min), {}, 1, {"a:1"}});
  simulation.world.answer = [&](const std::string& instance, core::Instant) {
    const bool high = simulation.elapsed() < 10min;
    simulation.referee.answered(instance, {high, 9, 0});
    return page_of({true, high ? 9.0 : 1.0, 0});
  };
  simulation.run(15min);
  EXPECT_TRUE(complains(simulation.referee, "resolved without knowledge that it is over"));
}

TEST(RefereeOfLies, SeesAFalseBeginning) {
  Simulation simulation({high_for(10min), {}, 1, {"a:1"}});
  simulation.world.answer = [&](const std::string& instance, core::Instant) {
    simulation.referee.answered(instance, {true, 1, 0});
    return page_of({true, 9, 0});
  };
  simulation.run(3min);
  EXPECT_TRUE(complains(simulation.referee, "began without cause"));
}

TEST(RefereeOfLies, SeesAnAlertThatDoesNotFire) {
  Simulation simulation({high_for(10min), {}, 1, {"a:1"}});
  simulation.world.answer = [&](const std::string& instance, core::Instant) {
    simulation.referee.answered(instance, {true, 9, 0});
    return page_of({true, 1, 0});
  };
  simulation.run(15min);
  EXPECT_TRUE(complains(simulation.referee, "has held long enough and does not fire"));
}

TEST_F(RefereeTest, SeesSilence) {
  simulation_.run(10min);
  simulation_.world.now += 4min;
  show({});
  EXPECT_TRUE(complains(referee(), "is not told often enough"));
}

TEST_F(RefereeTest, SeesANoticeTooMany) {
  simulation_.run(10min);
  show({last_told("High", "")});
  EXPECT_TRUE(complains(referee(), "is told too often"));
}

TEST_F(RefereeTest, SeesAWrongEnd) {
  simulation_.run(10min);
  testing::Delivered told = last_told("High", "");
  told.time += 2min;
  told.notice.ends_at += 1h;
  show({told});
  EXPECT_TRUE(complains(referee(), "is told to end at a wrong time"));
}

TEST_F(RefereeTest, SeesAnEndToldOfWhatFires) {
  simulation_.run(10min);
  testing::Delivered told = last_told("High", "");
  told.notice.resolved = true;
  show({told});
  EXPECT_TRUE(complains(referee(), "is not what Alertmanagers are told"));
}

TEST_F(RefereeTest, SeesAnEndToldForTooLong) {
  simulation_.run(45min);  // over since minute 30
  testing::Delivered told = last_told("High", "");
  ASSERT_TRUE(told.notice.resolved);
  told.time += 5min;
  show({told});
  EXPECT_TRUE(complains(referee(), "is told of too long after its end"));
}

TEST_F(RefereeTest, SeesAWebhookToldTwice) {
  simulation_.run(10min);
  show({last_told("High", "ops")});
  EXPECT_TRUE(complains(referee(), "is told a webhook twice"));
}

TEST_F(RefereeTest, SeesAWebhookThatIsNotTold) {
  simulation_.world.webhooks_fail = true;
  simulation_.run(15min);
  EXPECT_TRUE(complains(referee(), "is not told to the webhook"));
}

TEST_F(RefereeTest, SeesAWebhookThatIsNotToldOfTheEnd) {
  simulation_.run(25min);
  simulation_.world.webhooks_fail = true;
  simulation_.run(20min);
  EXPECT_TRUE(complains(referee(), "is over, which the webhook is not told"));
  simulation_.run(20min);
  EXPECT_TRUE(complains(referee(), "is forgotten, which the webhook is not told"));
}

TEST_F(RefereeTest, SeesAlertsThatTheSeriesDoNotShow) {
  Referee referee(simulated_terms());
  simulation_.run(10min);
  const testing::EngineWorld& world = simulation_.world;
  const series::Store empty({});
  referee.look({world.now, world.engine->groups(), empty, {}});
  EXPECT_TRUE(complains(referee, "is not in ALERTS"));
}

TEST_F(RefereeTest, SeesSeriesOfNoAlert) {
  simulation_.run(10min);
  const testing::EngineWorld& world = simulation_.world;
  testing::append(*world.store,
                  {{"__name__", "ALERTS"},
                   {"alertname", "High"},
                   {"alertstate", "firing"},
                   {"instance", "z:1"}},
                  *world.engine->groups()[0].state.evaluated_at, 1);
  Referee referee(simulated_terms());
  referee.look({world.now, world.engine->groups(), *world.store, {}});
  EXPECT_TRUE(complains(referee, "is in ALERTS and not among the alerts"));
}

}  // namespace
}  // namespace silicon::simulation
