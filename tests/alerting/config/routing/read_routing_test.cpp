#include "alerting/config/routing/read_routing.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_reading.hpp"

namespace silicon::config {
namespace {

using testing::read_routing_text;
using testing::routing_problem;

constexpr std::string_view kWhole = R"(
route:
  receiver: team
  group_by: [alertname, cluster]
  group_wait: 0s
  group_interval: 1m
  repeat_interval: 2h
  resolve_wait: 10s
  escalation:
  - {after: 15m, receiver: boss}
  routes:
  - matchers: ['team="db"']
    receiver: db
    continue: true
    group_by: ['...']
    mute_time_intervals: [nights]
    active_time_intervals: [office]
    escalation: []
    routes:
    - match: {severity: critical}
inhibit_rules:
- name: critical over warning
  source_matchers: ['severity="critical"']
  target_match: {severity: warning}
  target_match_re: {job: 'a|b'}
  equal: [cluster, 'odd name']
time_intervals:
- name: nights
  time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}]}]
mute_time_intervals:
- name: office
  time_intervals: [{weekdays: ['monday:friday']}]
)";

TEST(RoutingConfig, IsReadWhole) {
  const auto read = read_routing_text(kWhole);
  ASSERT_EQ(read.errors, std::vector<std::string>{});
  EXPECT_TRUE(read.routes);
  EXPECT_TRUE(read.notes.empty());
  const routing::RouteSpec& root = read.config.root;
  EXPECT_EQ(root.receiver, "team");
  EXPECT_EQ(root.group_by->labels, (std::vector<std::string>{"alertname", "cluster"}));
  EXPECT_EQ(root.group_wait, core::Duration(0));
  EXPECT_EQ(root.group_interval, std::chrono::minutes(1));
  EXPECT_EQ(root.repeat_interval, std::chrono::hours(2));
  EXPECT_EQ(root.resolve_wait, std::chrono::seconds(10));
  ASSERT_TRUE(root.escalation);
  EXPECT_EQ(*root.escalation,
            (std::vector<routing::EscalationStep>{{std::chrono::minutes(15), "boss"}}));
  ASSERT_EQ(root.routes.size(), 1U);
  const routing::RouteSpec& db = root.routes[0];
  EXPECT_TRUE(db.continues);
  EXPECT_TRUE(db.group_by->all);
  EXPECT_EQ(db.mute_time_intervals, std::vector<std::string>{"nights"});
  EXPECT_EQ(db.active_time_intervals, std::vector<std::string>{"office"});
  EXPECT_TRUE(db.escalation && db.escalation->empty()) << "none, whatever the parent has";
  EXPECT_EQ(db.routes.at(0).receiver, "");
  EXPECT_EQ(matchers_text(db.routes.at(0).matchers), R"({severity="critical"})");
  ASSERT_EQ(read.config.inhibit_rules.size(), 1U);
  EXPECT_EQ(matchers_text(read.config.inhibit_rules[0].target),
            R"({severity="warning",job=~"a|b"})");
  EXPECT_EQ(read.config.inhibit_rules[0].equal, (std::vector<std::string>{"cluster", "odd name"}));
  EXPECT_EQ(read.config.time_intervals.size(), 2U);
}

TEST(RoutingConfig, MayBeAbsentButNotByHalves) {
  EXPECT_FALSE(read_routing_text("").routes);
  EXPECT_EQ(routing_problem(""), "");
  EXPECT_NE(routing_problem("inhibit_rules: []\n").find("no routes provided"), std::string::npos);
}

// The words are those of amtool 0.28.1 check-config.
TEST(RoutingConfig, IsRefusedInAlertmanagersWords) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"{}", "root route must specify a default receiver"},
      {"{receiver: team, matchers: ['x=1']}", "root route must not have any matchers"},
      {"{receiver: team, match: {x: y}}", "root route must not have any matchers"},
      {"{receiver: team, continue: true}", "cannot have continue in root route"},
      {"{receiver: b}", "undefined receiver \"b\" used in route"},
      {"{receiver: teem}", "did you mean \"team\"?"},
      {"{receiver: team, routes: [{mute_time_intervals: [x]}]}",
       "undefined time interval \"x\" used in route"},
      {"{receiver: team, group_by: ['...', a]}", "cannot have wildcard group_by (`...`)"},
      {"{receiver: team, group_by: [a, a]}", "duplicated label \"a\" in group_by"},
      {"{receiver: team, group_by: ['']}", "invalid label name \"\" in group_by list"},
      {"{receiver: team, group_by: a}", "group_by"},
      {"{receiver: team, group_interval: 0s}", "group_interval"},
      {"{receiver: team, repeat_interval: 0s}", "repeat_interval"},
      {"{receiver: team, repeat_intervall: 1h}", "repeat_interval"},
      {"{receiver: team, routes: [{matchers: 'a=b'}]}", "matchers"},
      {"{receiver: team, escalation: [{after: 1m}]}", "an escalation needs a receiver"},
      {"{receiver: team, escalation: [{receiver: boss}]}", "after"},
      {"{receiver: team, escalation: [{after: 0s, receiver: boss}]}", "after"},
      {"{receiver: team, mute_time_intervals: [office]}\ntime_intervals: [{name: office}]",
       "root route must not have any mute time intervals"},
      {"{receiver: team}\ninhibit_rules: [{equal: ['']}]", "invalid label name \"\" in equal list"},
  };
  for (const auto& [route, expected] : cases) {
    const std::string problem = routing_problem("route: " + route + "\n");
    EXPECT_NE(problem.find(expected), std::string::npos) << route << "\n  " << problem;
    EXPECT_EQ(problem.rfind("a.yml:", 0), 0U) << problem;
  }
}

TEST(RoutingConfig, AcceptsWhatAlertmanagerAccepts) {
  for (const char* route :
       {"{receiver: team, group_by: ['a b']}", "{receiver: team, group_wait: 0s}",
        "{receiver: team, routes: []}", "{receiver: team, routes: [{match: {a: 5}}]}",
        "{receiver: team}\ninhibit_rules: [{}]", "{receiver: team}\ninhibit_rules: [{equal: [a]}]",
        "{receiver: team, group_by: []}"}) {
    EXPECT_EQ(routing_problem("route: " + std::string(route) + "\n"), "") << route;
  }
}

TEST(RoutingConfig, ReportsAllMistakesAtOnce) {
  const auto read = read_routing_text(
      "route:\n  receiver: nobody\n  group_by: [a, a]\n  routes:\n  - {match: {'a b': c}}\n"
      "  - {receiver: none}\n");
  EXPECT_EQ(read.errors.size(), 4U);
}

TEST(RoutingConfig, SaysThatRepeatsWaitForTheInterval) {
  const auto read =
      read_routing_text("route: {receiver: team, group_interval: 10m, repeat_interval: 1m}\n");
  EXPECT_TRUE(read.errors.empty());
  ASSERT_EQ(read.notes.size(), 1U);
  EXPECT_NE(read.notes[0].find("every 10m (group_interval) at the most, not every 1m"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::config
