#include "alerting/engine/notifications/wellness.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/alerting/engine_world.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;
using testing::EngineWorld;

const core::Instant kStart(1'700'000'000s);

Settings settings() {
  auto job = std::make_shared<scrape::Job>();
  job->name = "node";
  job->interval = 5s;
  job->timeout = 1s;
  Settings result;
  result.jobs = {job};
  result.groups = {testing::group_of("g", {testing::alerting("High", "load > 5", 0s)}, 10s)};
  result.beat_interval = 10s;
  routing::Plan plan;
  plan.root.receiver = "ops";
  plan.root.group_wait = core::Duration(0);
  plan.root.group_interval = 10s;
  plan.receivers = {{"ops", {{"webhook[0]", true}}}};
  result.plan = plan;
  return result;
}

class WellnessTest : public ::testing::Test {
 protected:
  std::string trouble() const {
    const Engine& engine = *world_.engine;
    return trouble_of(engine.targets(), engine.groups(), engine.notifier().health(), world_.now);
  }

  // How many heartbeats went out in the next while.
  std::size_t beats_within(core::Duration time) {
    world_.beats.clear();
    world_.run_for(time);
    return world_.beats.size();
  }

  EngineWorld world_{settings(), kStart};
};

TEST_F(WellnessTest, IsWhatAHeartbeatIsSentFor) {
  EXPECT_GE(beats_within(1min), 5U);
  EXPECT_EQ(trouble(), "");
}

TEST_F(WellnessTest, EndsWhenNoTargetOfAJobAnswers) {
  world_.run_for(1min);
  world_.answer = [](const std::string&, core::Instant) { return std::nullopt; };
  world_.run_for(20s);
  EXPECT_EQ(trouble(), "no target of job node answers");
  EXPECT_EQ(beats_within(1min), 0U);
  world_.answer = [](const std::string&, core::Instant) { return std::string("load 1\n"); };
  world_.run_for(20s);
  EXPECT_GE(beats_within(1min), 5U);
}

TEST_F(WellnessTest, BearsOneTargetOfSeveralThatDoesNotAnswer) {
  EngineWorld world(settings(), kStart);
  world.addresses = {"x:1", "y:1"};
  world.reload(settings());
  world.answer = [](const std::string& instance, core::Instant) -> std::optional<std::string> {
    if (instance == "y:1") return std::nullopt;
    return "load 1\n";
  };
  world.run_for(2min);
  EXPECT_FALSE(world.beats.empty());
  EXPECT_GE(world.beats.back(), kStart + 105s);
}

TEST_F(WellnessTest, EndsWhenAReceiverFails) {
  world_.answer = [](const std::string&, core::Instant) { return std::string("load 9\n"); };
  world_.receive = [](const auto&) { return state::DeliveryOutcome::again; };
  world_.run_for(2min);
  EXPECT_EQ(trouble(), "ops/webhook[0] does not take notifications");
  EXPECT_EQ(beats_within(1min), 0U);
}

TEST_F(WellnessTest, EndsWhenAGroupIsNotEvaluatedInTime) {
  world_.run_for(1min);
  world_.now += 26s;
  EXPECT_EQ(trouble(), "group g is not evaluated in time");
}

TEST_F(WellnessTest, IsSaidInTheLogWhenItEndsAndWhenItComesBack) {
  world_.run_for(1min);
  world_.answer = [](const std::string&, core::Instant) { return std::nullopt; };
  world_.run_for(1min);
  world_.answer = [](const std::string&, core::Instant) { return std::string("load 1\n"); };
  world_.run_for(1min);
  EXPECT_EQ(std::count(world_.said.begin(), world_.said.end(), "the heartbeat is withheld"), 1);
  EXPECT_EQ(std::count(world_.said.begin(), world_.said.end(), "the heartbeat is sent again"), 1);
}

}  // namespace
}  // namespace silicon::engine
