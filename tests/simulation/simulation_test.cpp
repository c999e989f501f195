#include "tests/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kComplaintsShown = 20;

void expect_no_complaints(const Simulation& simulation, std::uint64_t seed) {
  const auto& complaints = simulation.referee.complaints();
  std::string all;
  for (std::size_t i = 0; i < std::min(complaints.size(), kComplaintsShown); ++i) {
    all += "\n  " + complaints[i];
  }
  EXPECT_TRUE(complaints.empty()) << "seed " << seed << ", " << complaints.size()
                                  << " complaints:" << all;
}

// For each seed days of each kind of hardship, and of all; with the restarts below two weeks.
class Weeks : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  void endure(const Hardships& hardships, core::Duration time) {
    Simulation simulation({troubled_scene(GetParam()), hardships, GetParam()});
    simulation.run(time);
    EXPECT_GT(simulation.world.told.size(), 100U) << "nothing happened";
    expect_no_complaints(simulation, GetParam());
  }
};

TEST_P(Weeks, OfOutagesAndFlappingTargets) {
  endure({}, 24h);
}

TEST_P(Weeks, OfRestarts) {
  Hardships hardships;
  hardships.restarts = 30min;
  hardships.deaths = 30min;
  endure(hardships, 18h);
}

TEST_P(Weeks, OfClocksThatAreSet) {
  Hardships hardships;
  hardships.clock_changes = 1h;
  endure(hardships, 18h);
}

TEST_P(Weeks, OfWebhooksThatDoNotAnswer) {
  Hardships hardships;
  hardships.silent_webhooks = 2h;
  endure(hardships, 18h);
}

TEST_P(Weeks, OfEverythingTogether) {
  Hardships hardships;
  hardships.restarts = 1h;
  hardships.deaths = 1h;
  hardships.clock_changes = 2h;
  hardships.silent_webhooks = 2h;
  endure(hardships, 18h);
}

INSTANTIATE_TEST_SUITE_P(Seed, Weeks, ::testing::Values(1, 2));

// Two hours of which every part is known: a load that is high from 10 to 50 minutes, a counter that
// rises from 20 to 40, an outage of the other target from 60 to 80.
Figures known_story(const std::string& instance, core::Duration elapsed) {
  Figures figures;
  if (instance == "a:1") {
    figures.load = elapsed >= 10min && elapsed < 50min ? 9 : 1;
    const core::Duration rising = std::clamp<core::Duration>(elapsed - 20min, 0s, 20min);
    figures.errors = std::chrono::duration<double>(rising).count();
  } else {
    figures.reachable = elapsed < 60min || elapsed >= 80min;
  }
  return figures;
}

// What happened to each alert, in order: "Held{a:1} firing".
std::vector<std::string> story_of(const Simulation& simulation, const std::string& without = "") {
  std::vector<std::string> story;
  for (const state::HistoryEntry& entry : simulation.world.disk.history) {
    // These come and go with the restarts themselves.
    if (entry.transition == "no data" || entry.transition == "data back") continue;
    if (entry.rule == without) continue;
    story.push_back(entry.rule + "{" + std::string(entry.labels.get("instance")) + "} " +
                    entry.transition);
  }
  std::sort(story.begin(), story.end());
  return story;
}

TEST(Restarts, AtAnySingleStepChangeNothing) {
  Simulation undisturbed({known_story, {}});
  undisturbed.run(2h);
  expect_no_complaints(undisturbed, 1);
  const auto expected = story_of(undisturbed);
  // Seven rules: begun, fired and resolved once where they have cause to be.
  EXPECT_EQ(std::count(expected.begin(), expected.end(), "Held{a:1} firing"), 1);
  EXPECT_EQ(std::count(expected.begin(), expected.end(), "Rising{a:1} resolved"), 1);
  EXPECT_EQ(std::count(expected.begin(), expected.end(), "Down{b:1} resolved"), 1);
  // Far enough apart for one restart to be over before the next; a step later in each round.
  constexpr core::Duration kApart = 10min;
  const int rounds = static_cast<int>(undisturbed.turns * kApart / 2h) + 1;
  for (int round = 0; round < rounds; ++round) {
    Simulation simulation({known_story, {}});
    for (int turn = 0; simulation.elapsed() < 2h; ++turn) {
      simulation.turn();
      if (turn % rounds == round) simulation.restart(20s);
    }
    expect_no_complaints(simulation, 1);
    EXPECT_EQ(story_of(simulation), expected) << "restarted from step " << round;
  }
}

TEST(Restarts, AtEveryStepChangeNothing) {
  Simulation undisturbed({known_story, {}});
  undisturbed.run(2h);
  Hardships hardships;
  hardships.restart_after_every_step = true;
  Simulation simulation({known_story, hardships});
  simulation.run(2h);
  EXPECT_GT(simulation.restarts, 200);
  expect_no_complaints(simulation, 1);
  // A range needs two scrapes, which no life here is long enough for.
  EXPECT_EQ(story_of(simulation, "Rising"), story_of(undisturbed, "Rising"));
}

TEST(Restarts, DoNotSetATimerBack) {
  Simulation simulation({known_story, {}});
  simulation.run(13min);  // high since minute 10: Held fires after minute 15
  simulation.restart(1min);
  simulation.run(3min);
  const auto when = [&](const std::string& transition) {
    for (const state::HistoryEntry& entry : simulation.world.disk.history) {
      if (entry.rule == "Held" && entry.transition == transition) return entry.time;
    }
    return core::Instant::max();
  };
  EXPECT_LE(when("firing") - when("pending"), 6min);
  expect_no_complaints(simulation, 1);
}

TEST(Simulation, IsTheSameFromRunToRun) {
  const auto told = [] {
    Hardships hardships;
    hardships.deaths = 20min;
    Simulation simulation({troubled_scene(7), hardships, 7});
    simulation.run(4h);
    std::vector<core::Instant> times;
    for (const auto& one : simulation.world.told) times.push_back(one.time);
    return times;
  };
  EXPECT_EQ(told(), told());
}

}  // namespace
}  // namespace silicon::simulation
