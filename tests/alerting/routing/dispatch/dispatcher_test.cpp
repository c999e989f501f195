#include "alerting/routing/dispatch/dispatcher.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::down;
using testing::route_to;
using testing::routing_second;
using testing::RoutingWorld;
using testing::simple_plan;
using Lines = std::vector<std::string>;

std::vector<SavedGroup> saved_groups(const RoutingWorld& world) {
  std::vector<SavedGroup> out;
  for (const auto& [identity, group] : world.dispatcher.groups()) out.push_back(group.saved());
  return out;
}

TEST(Dispatcher, WaitsForTheGroupThenTellsInIntervals) {
  RoutingWorld world;
  world.fire(down("a"));
  EXPECT_EQ(world.until(5), Lines{});
  world.fire(down("b"));
  EXPECT_EQ(world.until(20), Lines{"10 team first notification: a b"});
  world.fire(down("c"));
  EXPECT_EQ(world.until(100), Lines{"70 team new alerts added: a b c"});
  EXPECT_EQ(world.until(669), Lines{});
  EXPECT_EQ(world.until(670), Lines{"670 team repeat interval elapsed: a b c"});
}

TEST(Dispatcher, TellsOfEndsAndThenForgets) {
  RoutingWorld world;
  world.fire(down("a"));
  world.fire(down("b"));
  world.until(10);
  world.end(down("a"));
  EXPECT_EQ(world.until(70), Lines{"70 team some alerts resolved: a! b"});
  world.end(down("b"));
  EXPECT_EQ(world.until(200), Lines{"130 team all alerts resolved: b!"});
  EXPECT_TRUE(world.dispatcher.groups().empty());
  EXPECT_TRUE(world.dispatcher.alerts().empty());
  world.end(down("b"));
  EXPECT_EQ(world.until(300), Lines{}) << "the end is said again and again by the rules";
  EXPECT_TRUE(world.dispatcher.groups().empty());
}

TEST(Dispatcher, SaysNothingOfWhatComesAndGoesWithinTheWait) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(3);
  world.end(down("a"));
  EXPECT_EQ(world.until(100), Lines{});
  EXPECT_TRUE(world.dispatcher.alerts().empty());
}

TEST(Dispatcher, ForgetsWhatCameAndWentTwiceBeforeAnythingWasFlushed) {
  RoutingWorld world;
  world.ready = false;
  for (int i = 0; i < 2; ++i) {
    world.fire(down("a"));
    world.step();
    world.end(down("a"));
    world.step();
  }
  EXPECT_EQ(world.dispatcher.alerts().size(), 1U);
  world.ready = true;
  EXPECT_EQ(world.until(100), Lines{});
  EXPECT_TRUE(world.dispatcher.alerts().empty());
  EXPECT_TRUE(world.dispatcher.groups().empty());
}

TEST(Dispatcher, TellsAtOnceOfWhatHasFiredForLong) {
  RoutingWorld world;
  world.second = 0;
  world.fire(down("a"));
  world.second = 50;
  EXPECT_EQ(world.step(), Lines{"50 team first notification: a"});
}

TEST(Dispatcher, BeginsAnewAfterAllIsResolved) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(10);
  world.end(down("a"));
  world.until(70);
  world.fire(down("a"));
  EXPECT_EQ(world.until(90), Lines{"80 team first notification: a"})
      << "the wait of a new group, not the interval of the old one";
}

TEST(Dispatcher, FlushesNothingBeforeEveryRuleWasEvaluated) {
  Plan plan = simple_plan();
  plan.inhibit_rules = {
      {"", testing::matchers_of("alertname=Cut"), testing::matchers_of("alertname=Down"), {}}};
  RoutingWorld world(std::move(plan));
  world.ready = false;
  world.fire(down("a"));
  EXPECT_EQ(world.until(300), Lines{});
  EXPECT_EQ(world.wake_up, std::nullopt);
  world.fire({{"alertname", "Cut"}, {"instance", "x"}});
  world.ready = true;
  EXPECT_EQ(world.until(320), Lines{"310 team first notification: x"});
  ASSERT_EQ(world.dispatcher.explain(down("a"), routing_second(320)).groups.size(), 1U);
}

TEST(Dispatcher, TellsOfAnEndInResolveWait) {
  Plan plan = simple_plan();
  plan.root.resolve_wait = std::chrono::seconds(5);
  RoutingWorld world(std::move(plan));
  world.fire(down("a"));
  world.until(20);
  world.end(down("a"));
  EXPECT_EQ(world.until(60), Lines{"25 team all alerts resolved: a!"});
}

TEST(Dispatcher, TakesAlertsFromOutsideForResolvedWhenNobodySaysThemAgain) {
  RoutingWorld world;
  world.post(down("a"), 100);
  EXPECT_EQ(world.until(90), Lines{"10 team first notification: a"});
  world.post(down("a"), 150);
  EXPECT_EQ(world.until(140), Lines{});
  EXPECT_EQ(world.until(300), Lines{"190 team all alerts resolved: a!"});
}

TEST(Dispatcher, DoesNotTakeItsOwnAlertsForResolved) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(10);
  EXPECT_EQ(world.until(590), Lines{});
  EXPECT_EQ(world.until(200'000).front(), "610 team repeat interval elapsed: a");
}

TEST(Dispatcher, SendsAMessageAgainThatNobodyGot) {
  RoutingWorld world;
  world.deliver = false;
  world.fire(down("a"));
  world.until(10);
  const std::uint64_t id = world.last.notify.empty() ? 1 : world.last.notify[0].id;
  EXPECT_EQ(world.until(130), Lines{}) << "it is on its way";
  ASSERT_TRUE(world.dispatcher.failed(id));
  EXPECT_EQ(world.until(190), Lines{"190 team first notification: a"});
  EXPECT_FALSE(world.dispatcher.failed(id));
}

TEST(Dispatcher, ReplacesWhatHasNotBeenDelivered) {
  RoutingWorld world;
  world.deliver = false;
  world.fire(down("a"));
  world.until(10);
  world.fire(down("b"));
  world.second = 70;
  EXPECT_EQ(world.step(), Lines{"70 team new alerts added: a b"});
  EXPECT_EQ(world.last.notify[0].replaces, std::vector<std::uint64_t>{1});
  ASSERT_TRUE(world.dispatcher.delivered(2));
  world.end(down("a"));
  world.second = 130;
  world.step();
  EXPECT_TRUE(world.last.notify[0].replaces.empty());
}

TEST(Dispatcher, TellsOfAnEndUntilItIsDelivered) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(10);
  world.deliver = false;
  world.end(down("a"));
  EXPECT_EQ(world.until(70), Lines{"70 team all alerts resolved: a!"});
  world.dispatcher.failed(2);
  EXPECT_EQ(world.until(130), Lines{"130 team all alerts resolved: a!"});
  world.dispatcher.delivered(3);
  EXPECT_TRUE(world.dispatcher.alerts().empty());
}

TEST(Dispatcher, KeepsTimersAndWhatWasToldAcrossARestart) {
  RoutingWorld before;
  before.fire(down("a"));
  before.until(30);
  RoutingWorld after;
  after.dispatcher.restore(saved_groups(before), 17);
  after.ready = false;
  after.fire(down("a"));
  after.second = 40;
  after.step();
  after.ready = true;
  EXPECT_EQ(after.until(609), Lines{});
  EXPECT_EQ(after.until(610), Lines{"610 team repeat interval elapsed: a"});
}

TEST(Dispatcher, GoesOnWithItsNumbersAcrossARestart) {
  RoutingWorld world;
  world.dispatcher.restore({}, 17);
  world.fire(down("a"));
  world.until(9);
  world.second = 10;
  world.step();
  ASSERT_EQ(world.last.notify.size(), 1U);
  EXPECT_EQ(world.last.notify[0].id, 17U);
}

TEST(Dispatcher, TellsOfAnEndThatCameWhileItWasDown) {
  RoutingWorld before;
  before.fire(down("a"));
  before.until(30);
  RoutingWorld after;
  after.dispatcher.restore(saved_groups(before), 2);
  after.second = 100;
  after.end(down("a"));
  EXPECT_EQ(after.step(), Lines{"100 team all alerts resolved: a!"});
}

TEST(Dispatcher, ForgetsInTimeWhatNeverComesBack) {
  RoutingWorld before;
  before.fire(down("a"));
  before.until(30);
  RoutingWorld after;
  after.dispatcher.restore(saved_groups(before), 2);
  EXPECT_EQ(after.until(1000), Lines{});
  EXPECT_EQ(after.dispatcher.groups().size(), 1U);
  after.until(1300);
  EXPECT_TRUE(after.dispatcher.groups().empty());
}

TEST(Dispatcher, KeepsTimersAcrossAReload) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(30);
  Plan plan = simple_plan();
  plan.root.routes = {route_to("boss", "alertname=Other")};
  world.dispatcher.configure(std::move(plan), routing_second(30));
  EXPECT_EQ(world.until(600), Lines{});
  EXPECT_EQ(world.until(610), Lines{"610 team repeat interval elapsed: a"});
}

TEST(Dispatcher, TellsWhomAReloadPutsInCharge) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(12);
  Plan plan = simple_plan();
  plan.root.receiver = "boss";
  world.dispatcher.configure(std::move(plan), routing_second(12));
  EXPECT_EQ(world.until(100), Lines{"22 boss first notification: a"});
  world.end(down("a"));
  EXPECT_EQ(world.until(200),
            (Lines{"142 boss all alerts resolved: a!", "142 team all alerts resolved: a!"}))
      << "the team knew of it too";
  EXPECT_TRUE(world.dispatcher.alerts().empty());
}

TEST(Dispatcher, FindsGroupsAnewAfterAReload) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(12);
  Plan plan = simple_plan();
  RouteSpec child = route_to("boss", "alertname=Down");
  plan.root.routes = {child};
  world.dispatcher.configure(std::move(plan), routing_second(12));
  EXPECT_EQ(world.until(100), Lines{"12 boss first notification: a"});
}

TEST(Dispatcher, IsNotPutOffByAClockSetBack) {
  RoutingWorld world;
  world.second = 100'000;
  world.fire(down("a"));
  world.until(100'010);
  world.second = 0;
  world.step();
  EXPECT_EQ(world.until(610), Lines{"600 team repeat interval elapsed: a"});
}

TEST(Dispatcher, TellsSeveralRoutesAndIntegrations) {
  Plan plan = simple_plan();
  RouteSpec first = route_to("boss", "alertname=Down");
  first.continues = true;
  plan.root.routes = {first, route_to("team", "instance=a")};
  plan.receivers[0].integrations.push_back({"email[0]", false});
  RoutingWorld world(std::move(plan));
  world.fire(down("a"));
  EXPECT_EQ(world.until(10),
            (Lines{"10 boss first notification: a", "10 team first notification: a",
                   "10 team first notification: a"}));
  world.end(down("a"));
  EXPECT_EQ(world.until(70),
            (Lines{"70 boss all alerts resolved: a!", "70 team all alerts resolved: a!"}));
  EXPECT_EQ(world.last.notify.size(), 0U);
  world.until(140);
  EXPECT_TRUE(world.dispatcher.groups().empty());
}

TEST(Dispatcher, ExplainsWhereAnAlertStands) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(20);
  const Standing standing = world.dispatcher.explain(down("a"), routing_second(20));
  ASSERT_NE(standing.notice, nullptr);
  ASSERT_EQ(standing.path.size(), 1U);
  EXPECT_TRUE(standing.path[0].chosen);
  ASSERT_EQ(standing.groups.size(), 1U);
  EXPECT_EQ(standing.groups[0].group_key, R"({}:{alertname="Down"})");
  EXPECT_EQ(standing.groups[0].next_flush, routing_second(70));
  EXPECT_FALSE(standing.groups[0].suppression);
  ASSERT_EQ(standing.groups[0].channels.size(), 1U);
  EXPECT_EQ(standing.groups[0].channels[0].told->sent_at, routing_second(10));
  EXPECT_EQ(world.dispatcher.explain(down("x"), routing_second(20)).notice, nullptr);
}

TEST(Dispatcher, SavesWhatItHasDecided) {
  RoutingWorld world;
  world.fire(down("a"));
  world.step();
  world.second = 10;
  world.step();
  ASSERT_EQ(world.last.saved.size(), 1U);
  EXPECT_EQ(world.last.saved[0].channels[0].pending.size(), 1U);
  EXPECT_EQ(world.last.saved[0].first_told.size(), 1U);
  world.step();
  EXPECT_TRUE(world.last.saved.empty()) << "nothing has changed";
}

}  // namespace
}  // namespace silicon::routing
