#include "alerting/routing/dispatch/quiet.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::routing_second;
using testing::RoutingWorld;

const core::Labels kDown{{"alertname", "Down"}, {"instance", "a"}};

Quiet quiet_in(const RoutingWorld& world, const core::Labels& labels = kDown) {
  return quiet_of(world.dispatcher, world.dispatcher.alerts().at(labels),
                  routing_second(world.second));
}

Silence silence_of(std::string_view matchers, std::int64_t from, std::int64_t to) {
  Silence silence;
  silence.matchers = testing::matchers_of(matchers);
  silence.starts_at = routing_second(from);
  silence.ends_at = routing_second(to);
  return silence;
}

void add(RoutingWorld& world, Silence silence, const std::string& id) {
  const auto change =
      world.dispatcher.silences().set(std::move(silence), id, routing_second(world.second));
  ASSERT_TRUE(change.ok()) << change.error().message();
}

// The whole of the day, or none of it.
std::vector<TimeInterval> interval(bool holds) {
  TimeInterval all_day;
  all_day.times = {{0, 1440}};
  if (!holds) all_day.years = {{1999, 1999}};
  return {all_day};
}

TEST(Quiet, IsNobodyWhomNothingKeepsQuiet) {
  RoutingWorld world;
  world.fire(kDown);
  world.until(20);
  EXPECT_FALSE(quiet_in(world).suppressed());
  EXPECT_EQ(quiet_in(world).acknowledgement, nullptr);
}

TEST(Quiet, NamesEverySilenceThatHolds) {
  RoutingWorld world;
  world.fire(kDown);
  world.until(20);
  add(world, silence_of("alertname=Down", 0, 100), "one");
  add(world, silence_of("instance=a", 0, 100), "two");
  add(world, silence_of("instance=b", 0, 100), "other");
  add(world, silence_of("instance=a", 50, 100), "later");
  EXPECT_EQ(quiet_in(world).silenced_by, (std::vector<std::string>{"one", "two"}));
  world.until(30);
  EXPECT_EQ(quiet_in(world).silenced_by, (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(quiet_in(world).suppressed());
}

TEST(Quiet, NamesSilenceAndInhibitionAlike) {
  Plan plan = testing::simple_plan();
  plan.inhibit_rules = {
      {"", testing::matchers_of("alertname=Power"), testing::matchers_of("alertname=Down"), {}}};
  RoutingWorld world(std::move(plan));
  const core::Labels power{{"alertname", "Power"}};
  world.fire(kDown);
  world.fire(power);
  world.until(20);
  add(world, silence_of("alertname=Down", 0, 100), "one");
  const Quiet quiet = quiet_in(world);
  EXPECT_EQ(quiet.inhibited_by, power);
  EXPECT_EQ(quiet.silenced_by, std::vector<std::string>{"one"});
  EXPECT_FALSE(quiet_in(world, power).suppressed());
}

TEST(Quiet, IsMutedWhereAllOfItsGroupsAre) {
  for (const bool both : {false, true}) {
    Plan plan = testing::simple_plan();
    plan.time_intervals = {{"always", interval(true)}, {"never", interval(false)}};
    plan.root.routes = {testing::route_to("team"), testing::route_to("boss")};
    plan.root.routes[0].continues = true;
    plan.root.routes[0].mute_time_intervals = {"never", "always"};
    if (both) plan.root.routes[1].active_time_intervals = {"never"};
    RoutingWorld world(std::move(plan));
    world.fire(kDown);
    world.until(20);
    const std::vector<std::string> expected =
        both ? std::vector<std::string>{"always", "never"} : std::vector<std::string>{};
    EXPECT_EQ(quiet_in(world).muted_by, expected) << both;
    EXPECT_EQ(quiet_in(world).suppressed(), both);
  }
}

TEST(Quiet, KnowsWhoHasItInHandWithoutBeingSuppressed) {
  RoutingWorld world;
  world.fire(kDown);
  world.until(20);
  Acknowledgement given;
  given.labels = kDown;
  given.starts_at = routing_second(0);
  given.by = "ann";
  given.until = routing_second(50);
  world.dispatcher.acknowledgements().add(given);
  ASSERT_NE(quiet_in(world).acknowledgement, nullptr);
  EXPECT_EQ(quiet_in(world).acknowledgement->by, "ann");
  EXPECT_FALSE(quiet_in(world).suppressed());
  world.until(60);
  EXPECT_EQ(quiet_in(world).acknowledgement, nullptr);
}

}  // namespace
}  // namespace silicon::routing
