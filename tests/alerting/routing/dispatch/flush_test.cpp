#include "alerting/routing/dispatch/flush.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::down;
using testing::matchers_of;
using testing::route_to;
using testing::routing_second;
using testing::RoutingWorld;
using testing::simple_plan;
using Lines = std::vector<std::string>;

Silence silence_of(std::string_view matchers, std::int64_t from, std::int64_t to) {
  Silence out;
  out.matchers = matchers_of(matchers);
  out.starts_at = routing_second(from);
  out.ends_at = routing_second(to);
  return out;
}

// What is kept quiet in the last step, as "KIND by ALERT".
Lines quiet(const RoutingWorld& world) {
  Lines out;
  for (const Suppression& each : world.last.suppressed) {
    std::string line(suppression_text(each.kind));
    for (const std::string& by : each.by) line += " " + by;
    out.push_back(line + ": " + std::string(each.alert.get("instance")));
  }
  return out;
}

TEST(Flush, KeepsSilencedAlertsOutAndSaysByWhat) {
  RoutingWorld world;
  world.dispatcher.silences()
      .set(silence_of("instance=a", 0, 1000), "s1", routing_second(0))
      .value();
  world.fire(down("a"));
  world.fire(down("b"));
  world.step();
  world.second = 10;
  EXPECT_EQ(world.step(), Lines{"10 team first notification: b"});
  EXPECT_EQ(world.last.notify[0].muted, 1U);
  EXPECT_EQ(quiet(world), Lines{"silenced s1: a"});
}

TEST(Flush, SaysInTheNextMessageThatASilenceHasEnded) {
  RoutingWorld world;
  world.dispatcher.silences().set(silence_of("instance=a", 0, 65), "s1", routing_second(0)).value();
  world.fire(down("a"));
  EXPECT_EQ(world.until(69), Lines{});
  world.second = 70;
  EXPECT_EQ(world.step(), Lines{"70 team first notification: a"});
  EXPECT_EQ(world.last.notify[0].ended_silences, Lines{"s1"});
  world.fire(down("b"));
  world.until(129);
  world.second = 130;
  world.step();
  ASSERT_EQ(world.last.notify.size(), 1U);
  EXPECT_TRUE(world.last.notify[0].ended_silences.empty()) << "said once";
}

TEST(Flush, EndsASilenceWhenAllThatItSilencesHasResolved) {
  RoutingWorld world;
  Silence silence = silence_of("alertname=Down", 0, 1'000'000);
  silence.until_resolved = true;
  world.dispatcher.silences().set(silence, "s1", routing_second(0)).value();
  world.step();
  EXPECT_TRUE(world.last.silences.empty()) << "it waits for what it is for";
  world.fire(down("a"));
  world.step();
  ASSERT_EQ(world.last.silences.size(), 1U);
  EXPECT_TRUE(world.last.silences[0].seen);
  EXPECT_EQ(world.until(100), Lines{});
  world.end(down("a"));
  world.step();
  ASSERT_EQ(world.last.silences.size(), 1U);
  EXPECT_EQ(silence_state(world.last.silences[0], routing_second(100)), SilenceState::expired);
  EXPECT_EQ(world.until(200), Lines{});
  world.fire(down("a"));
  EXPECT_EQ(world.until(210), Lines{"210 team first notification: a"});
}

TEST(Flush, HoldsAnEndBackThatComesWhileItIsSilenced) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(20);
  world.dispatcher.silences()
      .set(silence_of("instance=a", 20, 300), "s1", routing_second(20))
      .value();
  world.end(down("a"));
  EXPECT_EQ(world.until(299), Lines{});
  EXPECT_EQ(world.until(400), Lines{"310 team all alerts resolved: a!"});
}

TEST(Flush, OwesTheEndOfWhatWasSilencedAmidOtherNews) {
  RoutingWorld world;
  world.fire(down("a"));
  world.fire(down("b"));
  world.until(20);
  world.dispatcher.silences()
      .set(silence_of("instance=a", 20, 300), "s1", routing_second(20))
      .value();
  world.fire(down("c"));
  EXPECT_EQ(world.until(80), Lines{"70 team new alerts added: b c"});
  world.end(down("a"));
  EXPECT_EQ(world.until(299), Lines{});
  EXPECT_EQ(world.until(320), Lines{"310 team some alerts resolved: a! b c"});
}

TEST(Flush, IsMutedByTime) {
  Plan plan = simple_plan();
  TimeInterval night;  // second 0 is 22:13:20 UTC
  night.times = {{22 * 60, 22 * 60 + 20}};
  plan.time_intervals = {{"night", {night}}};
  RouteSpec child = route_to("team", "alertname=Down");
  child.mute_time_intervals = {"night"};
  plan.root.routes = {child};
  RoutingWorld world(std::move(plan));
  world.fire(down("a"));
  world.step();
  world.second = 10;
  EXPECT_EQ(world.step(), Lines{});
  EXPECT_EQ(quiet(world), Lines{"muted by time night: "});
  EXPECT_EQ(world.until(460), Lines{"430 team first notification: a"});
}

TEST(Flush, IsQuietOutsideItsActiveTime) {
  Plan plan = simple_plan();
  TimeInterval later;
  later.times = {{22 * 60 + 20, 24 * 60}};
  plan.time_intervals = {{"later", {later}}};
  RouteSpec child = route_to("team", "alertname=Down");
  child.active_time_intervals = {"later"};
  plan.root.routes = {child};
  RoutingWorld world(std::move(plan));
  world.fire(down("a"));
  world.step();
  world.second = 10;
  EXPECT_EQ(world.step(), Lines{});
  EXPECT_EQ(quiet(world), Lines{"outside its active time later: "});
  EXPECT_EQ(world.until(460), Lines{"430 team first notification: a"});
}

TEST(Flush, NamesTheAlertThatInhibits) {
  Plan plan = simple_plan();
  plan.inhibit_rules = {{"", matchers_of("alertname=Cut"), matchers_of("alertname=Down"), {}}};
  RoutingWorld world(std::move(plan));
  world.fire({{"alertname", "Cut"}});
  world.fire(down("a"));
  world.step();
  world.second = 10;
  EXPECT_EQ(world.step(), Lines{"10 team first notification: "});
  EXPECT_EQ(quiet(world), Lines{"inhibited {alertname=\"Cut\"}: a"});
  world.end({{"alertname", "Cut"}});
  EXPECT_EQ(world.until(80),
            (Lines{"70 team all alerts resolved: !", "70 team first notification: a"}));
}

TEST(Flush, DoesNotRepeatWhatIsAcknowledgedUntilTheDeadline) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(10);
  world.dispatcher.acknowledgements().add(
      {down("a"), routing_second(0), "me", "", routing_second(20), routing_second(1000)});
  EXPECT_EQ(world.until(999), Lines{});
  EXPECT_EQ(world.until(1100), Lines{"1030 team repeat interval elapsed: a"});
}

TEST(Flush, SaysWhoHasTheAlertInHand) {
  RoutingWorld world;
  world.fire(down("a"));
  world.until(10);
  world.dispatcher.acknowledgements().add(
      {down("a"), routing_second(0), "me", "", routing_second(20), std::nullopt});
  world.fire(down("b"));
  world.until(69);
  world.second = 70;
  EXPECT_EQ(world.step(), Lines{"70 team new alerts added: a b"});
  ASSERT_EQ(world.last.notify[0].acknowledged.size(), 1U);
  EXPECT_EQ(world.last.notify[0].acknowledged[0].by, "me");
  EXPECT_EQ(world.until(700), Lines{"670 team repeat interval elapsed: a b"})
      << "nobody has the other";
}

Plan escalating() {
  Plan plan = simple_plan();
  plan.root.escalation = {{std::chrono::seconds(100), "boss"}};
  return plan;
}

TEST(Flush, EscalatesWhatNobodyAcknowledges) {
  RoutingWorld world(escalating());
  world.fire(down("a"));
  EXPECT_EQ(world.until(109), Lines{"10 team first notification: a"});
  EXPECT_EQ(world.until(200), Lines{"110 boss not acknowledged in time: a"});
  world.end(down("a"));
  EXPECT_EQ(world.until(300),
            (Lines{"250 team all alerts resolved: a!", "250 boss all alerts resolved: a!"}));
}

TEST(Flush, DoesNotEscalateWhatIsAcknowledged) {
  RoutingWorld world(escalating());
  world.fire(down("a"));
  world.until(20);
  world.dispatcher.acknowledgements().add(
      {down("a"), routing_second(0), "me", "", routing_second(20), routing_second(400)});
  EXPECT_EQ(world.until(399), Lines{});
  EXPECT_EQ(world.until(410), Lines{"400 boss not acknowledged in time: a"}) << "it has lapsed";
}

TEST(Flush, DoesNotEscalateWhatIsSilencedMeanwhile) {
  RoutingWorld world(escalating());
  world.fire(down("a"));
  world.until(20);
  world.dispatcher.silences()
      .set(silence_of("instance=a", 20, 200), "s1", routing_second(20))
      .value();
  EXPECT_EQ(world.until(199), Lines{});
  EXPECT_EQ(world.until(260), Lines{"250 boss not acknowledged in time: a"});
}

TEST(Flush, EscalatesAcrossARestart) {
  RoutingWorld before(escalating());
  before.fire(down("a"));
  before.until(50);
  RoutingWorld after(escalating());
  after.dispatcher.restore({before.dispatcher.groups().begin()->second.saved()}, 2);
  after.fire(down("a"));
  after.second = 60;
  after.step();
  EXPECT_EQ(after.until(200), Lines{"110 boss not acknowledged in time: a"});
}

TEST(Flush, ListsAlertsInAlertmanagersOrder) {
  RoutingWorld world;
  world.fire({{"alertname", "X"}, {"instance", "b"}});
  world.fire({{"alertname", "X"}, {"instance", "c"}, {"job", "a"}});
  world.fire({{"alertname", "X"}, {"instance", "a"}});
  world.fire({{"alertname", "X"}, {"instance", "a"}, {"more", "x"}});
  world.fire({{"alertname", "X"}});
  EXPECT_EQ(world.until(10), Lines{"10 team first notification: c a a b "});
}

}  // namespace
}  // namespace silicon::routing
