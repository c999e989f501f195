#include "alerting/api/alertmanager/alerts.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerting/notify/message/notification.hpp"
#include "tests/support/routing/routing_world.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using testing::routing_second;
using testing::RoutingWorld;
using Pairs = std::vector<std::pair<std::string, std::string>>;

const core::Labels kDown{{"alertname", "Down"}, {"instance", "a"}};
const core::Labels kFull{{"alertname", "Full"}, {"instance", "b"}};

json ask(Answer (*call)(const Parameters&, const routing::Dispatcher&, core::Instant),
         const RoutingWorld& world, Pairs pairs = {}) {
  const Answer answer =
      call(Parameters(std::move(pairs)), world.dispatcher, routing_second(world.second));
  EXPECT_EQ(answer.status, 200) << answer.body;
  return json::parse(answer.body);
}

void silence(RoutingWorld& world, std::string_view matchers, const std::string& id) {
  routing::Silence silence;
  silence.matchers = testing::matchers_of(matchers);
  silence.starts_at = routing_second(world.second);
  silence.ends_at = routing_second(100'000);
  ASSERT_TRUE(world.dispatcher.silences().set(silence, id, routing_second(world.second)).ok());
}

std::vector<std::string> names(const json& alerts) {
  std::vector<std::string> out;
  for (const json& alert : alerts) out.push_back(alert["labels"]["alertname"]);
  std::sort(out.begin(), out.end());
  return out;
}

// Alertmanager's members in its order: what it writes is this text, but for the times.
TEST(ListFiring, WritesWhatAlertmanagerWrites) {
  RoutingWorld world;
  world.fire(kDown);
  world.until(20);
  const Answer answer = list_firing({}, world.dispatcher, routing_second(20));
  EXPECT_EQ(answer.body,
            R"([{"annotations":{},"endsAt":"2023-11-16T02:00:00.000Z","fingerprint":")" +
                notify::fingerprint(kDown) +
                R"(","receivers":[{"name":"team"}],)"
                R"("startsAt":"2023-11-14T22:13:20.000Z",)"
                R"("status":{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],)"
                R"("state":"active"},"updatedAt":"2023-11-14T22:13:20.000Z",)"
                R"("generatorURL":"","labels":{"alertname":"Down","instance":"a"}}])");
}

TEST(ListFiring, LeavesOutWhatHasResolved) {
  RoutingWorld world;
  world.fire(kDown);
  world.fire(kFull);
  world.until(20);
  world.end(kDown);
  world.until(30);
  EXPECT_EQ(names(ask(list_firing, world)), std::vector<std::string>{"Full"});
}

TEST(ListFiring, SaysWhatKeepsAnAlertQuiet) {
  routing::Plan plan = testing::simple_plan();
  plan.inhibit_rules = {
      {"", testing::matchers_of("alertname=Down"), testing::matchers_of("alertname=Full"), {}}};
  RoutingWorld world(std::move(plan));
  world.fire(kDown);
  world.fire(kFull);
  world.until(20);
  silence(world, "alertname=Down", "one");
  for (const json& alert : ask(list_firing, world)) {
    const bool down = alert["labels"]["alertname"] == "Down";
    const json& status = alert["status"];
    EXPECT_EQ(status["state"], "suppressed");
    EXPECT_EQ(status["silencedBy"], down ? json::array({"one"}) : json::array());
    EXPECT_EQ(status["inhibitedBy"],
              down ? json::array() : json::array({notify::fingerprint(kDown)}));
  }
  EXPECT_EQ(names(ask(list_firing, world, {{"silenced", "false"}})),
            std::vector<std::string>{"Full"});
  EXPECT_EQ(names(ask(list_firing, world, {{"inhibited", "false"}})),
            std::vector<std::string>{"Down"});
}

TEST(ListFiring, ShowsWhomAnAlertGoesTo) {
  routing::Plan plan = testing::simple_plan();
  plan.root.routes = {testing::route_to("boss", "alertname=Full")};
  plan.root.routes[0].continues = true;
  plan.root.routes.push_back(testing::route_to("team", "alertname=Full"));
  RoutingWorld world(std::move(plan));
  world.fire(kDown);
  world.fire(kFull);
  world.until(20);
  EXPECT_EQ(names(ask(list_firing, world, {{"receiver", "boss"}})),
            std::vector<std::string>{"Full"});
  EXPECT_EQ(names(ask(list_firing, world, {{"receiver", "bo"}})), std::vector<std::string>{});
  const json full = ask(list_firing, world, {{"filter", "alertname=Full"}})[0];
  EXPECT_EQ(full["receivers"], json::parse(R"([{"name": "boss"}, {"name": "team"}])"));
}

TEST(ListFiring, ShowsWhoHasAnAlertInHand) {
  RoutingWorld world;
  world.fire(kDown);
  world.until(20);
  routing::Acknowledgement given;
  given.labels = kDown;
  given.starts_at = routing_second(0);
  given.by = "ann";
  given.comment = "on it";
  given.at = routing_second(15);
  world.dispatcher.acknowledgements().add(given);
  const json alert = ask(list_firing, world)[0];
  EXPECT_EQ(alert["acknowledgement"],
            json::parse(R"({"by": "ann", "comment": "on it", "at": "2023-11-14T22:13:35.000Z"})"));
  EXPECT_EQ(alert["status"]["state"], "active");
  given.until = routing_second(100);
  world.dispatcher.acknowledgements().add(given);
  EXPECT_EQ(ask(list_firing, world)[0]["acknowledgement"]["until"], "2023-11-14T22:15:00.000Z");
}

TEST(ListFiring, RefusesBadFilters) {
  const RoutingWorld world;
  for (const Pairs& pairs : {Pairs{{"filter", "=="}}, Pairs{{"receiver", "("}}}) {
    for (const auto call : {list_firing, list_groups}) {
      const Answer answer = call(Parameters(pairs), world.dispatcher, routing_second(0));
      EXPECT_EQ(answer.status, 400);
      EXPECT_TRUE(json::parse(answer.body).is_string()) << answer.body;
    }
  }
}

TEST(ListGroups, WritesWhatAlertmanagerWrites) {
  RoutingWorld world;
  world.fire(kDown);
  world.until(20);
  const std::string body = list_groups({}, world.dispatcher, routing_second(20)).body;
  const std::string alerts = list_firing({}, world.dispatcher, routing_second(20)).body;
  EXPECT_EQ(body, R"([{"alerts":)" + alerts +
                      R"(,"labels":{"alertname":"Down"},"receiver":{"name":"team"}}])");
}

TEST(ListGroups, AreInOrderAndSoAreTheirAlerts) {
  routing::Plan plan = testing::simple_plan();
  plan.root.routes = {testing::route_to("team"), testing::route_to("boss")};
  plan.root.routes[0].continues = true;
  plan.root.routes[0].group_by = routing::GroupBy{{"cluster"}, false};
  RoutingWorld world(std::move(plan));
  world.fire({{"alertname", "Full"}, {"instance", "b"}, {"job", "x"}});
  world.fire({{"alertname", "Down"}, {"instance", "c"}, {"job", "x"}});
  world.fire({{"alertname", "Down"}, {"instance", "a"}, {"job", "y"}});
  world.until(20);
  const json groups = ask(list_groups, world);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0]["labels"], json::object());
  EXPECT_EQ(groups[0]["receiver"]["name"], "team");
  EXPECT_EQ(groups[0]["alerts"][0]["labels"]["instance"], "b");
  EXPECT_EQ(groups[0]["alerts"][1]["labels"]["instance"], "c");
  EXPECT_EQ(groups[0]["alerts"][2]["labels"]["instance"], "a");
  EXPECT_EQ(groups[1]["labels"]["alertname"], "Down");
  EXPECT_EQ(groups[2]["labels"]["alertname"], "Full");
  EXPECT_EQ(ask(list_groups, world, {{"receiver", "boss"}}).size(), 2U);
  EXPECT_EQ(ask(list_groups, world, {{"filter", "instance=a"}, {"receiver", "boss"}}).size(), 1U);
}

TEST(ListGroups, LeaveOutTheMutedOnesOnRequest) {
  routing::Plan plan = testing::simple_plan();
  plan.time_intervals["always"] = {routing::TimeInterval()};
  plan.root.routes = {testing::route_to("boss", "alertname=Full")};
  plan.root.routes[0].mute_time_intervals = {"always"};
  RoutingWorld world(std::move(plan));
  world.fire(kDown);
  world.fire(kFull);
  world.until(20);
  const json all = ask(list_groups, world);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1]["alerts"][0]["status"],
            json::parse(R"({"inhibitedBy": [], "mutedBy": ["always"], "silencedBy": [],
                            "state": "suppressed"})"));
  EXPECT_EQ(ask(list_groups, world, {{"muted", "false"}}).size(), 1U);
  // Alone in its group, it is muted wherever it goes.
  const json full = ask(list_firing, world, {{"filter", "alertname=Full"}})[0];
  EXPECT_EQ(full["status"]["mutedBy"], json::array({"always"}));
}

TEST(ListGroups, WithoutAWantedAlertAreNotThere) {
  RoutingWorld world;
  world.fire(kDown);
  world.until(20);
  silence(world, "alertname=Down", "one");
  EXPECT_EQ(ask(list_groups, world, {{"silenced", "false"}}), json::array());
  world.end(kDown);
  world.until(30);
  EXPECT_EQ(ask(list_groups, world), json::array());
}

TEST(Refusal, IsAJsonText) {
  const Answer answer = refusal(400, "no \"such\" thing");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, R"("no \"such\" thing")");
}

}  // namespace
}  // namespace silicon::api
