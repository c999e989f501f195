#include "alerting/routing/tree/route.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::route_to;

// root -> db -> (critical, continue), (any) ; root -> web
RouteSpec company() {
  RouteSpec critical = route_to("pager", "severity=critical");
  critical.continues = true;
  RouteSpec db = route_to("db", "team=db");
  db.routes = {critical, route_to("db-log", "severity=~\"c.*|warning\"")};
  RouteSpec root = route_to("default");
  root.routes = {db, route_to("web", "team=web")};
  return root;
}

std::vector<std::string> receivers(const RouteTree& tree, const core::Labels& labels) {
  std::vector<std::string> out;
  for (const std::size_t place : tree.match(labels)) {
    out.push_back(tree.routes()[place].options.receiver);
  }
  return out;
}

using Names = std::vector<std::string>;

TEST(RouteTree, TakesTheFirstChildThatMatches) {
  const RouteTree tree(company());
  EXPECT_EQ(receivers(tree, {{"team", "web"}}), Names{"web"});
  EXPECT_EQ(receivers(tree, {{"team", "other"}}), Names{"default"});
  EXPECT_EQ(receivers(tree, {}), Names{"default"});
}

TEST(RouteTree, TakesTheNodeItselfWhereNoChildMatches) {
  const RouteTree tree(company());
  EXPECT_EQ(receivers(tree, {{"team", "db"}, {"severity", "info"}}), Names{"db"});
}

TEST(RouteTree, GoesOnAmongSiblingsWhereToldTo) {
  const RouteTree tree(company());
  EXPECT_EQ(receivers(tree, {{"team", "db"}, {"severity", "critical"}}),
            (Names{"pager", "db-log"}));
}

TEST(RouteTree, LetsChildrenInherit) {
  RouteSpec root = route_to("a");
  root.group_wait = std::chrono::seconds(1);
  root.group_by = GroupBy{{"x"}, false};
  root.mute_time_intervals = {"nights"};
  root.resolve_wait = std::chrono::seconds(5);
  RouteSpec child = route_to("", "k=v");
  child.repeat_interval = std::chrono::seconds(7);
  root.routes = {child};
  const RouteTree tree(root);
  const RouteOptions& options = tree.routes()[1].options;
  EXPECT_EQ(options.receiver, "a");
  EXPECT_EQ(options.group_wait, std::chrono::seconds(1));
  EXPECT_EQ(options.group_interval, std::chrono::minutes(5));
  EXPECT_EQ(options.repeat_interval, std::chrono::seconds(7));
  EXPECT_EQ(options.resolve_wait, std::chrono::seconds(5));
  EXPECT_EQ(options.group_by.labels, Names{"x"});
  EXPECT_TRUE(options.mute_time_intervals.empty()) << "these are not inherited";
}

TEST(RouteTree, InheritsGroupingAsAlertmanager028) {
  RouteSpec all = route_to("", "k=1");
  all.group_by = GroupBy{{}, true};
  RouteSpec below = route_to("", "k=2");
  all.routes = {below};
  RouteSpec some = route_to("", "k=3");
  some.group_by = GroupBy{{"y"}, false};
  all.routes.push_back(some);
  RouteSpec none = route_to("", "k=4");
  none.group_by = GroupBy{};
  all.routes.push_back(none);
  RouteSpec root = route_to("a");
  root.group_by = GroupBy{{"x"}, false};
  root.routes = {all};
  const RouteTree tree(root);
  EXPECT_TRUE(tree.routes()[1].options.group_by.all);
  EXPECT_TRUE(tree.routes()[2].options.group_by.all);
  EXPECT_FALSE(tree.routes()[3].options.group_by.all);
  EXPECT_EQ(tree.routes()[3].options.group_by.labels, Names{"y"});
  EXPECT_TRUE(tree.routes()[4].options.group_by.all) << "[] says nothing";
}

TEST(RouteTree, NamesRoutesByTheirMatchers) {
  RouteSpec root = route_to("a");
  root.routes = {route_to("b", "z=1,a=2"), route_to("c", "k=v"), route_to("d", "k=v")};
  const RouteTree tree(root);
  EXPECT_EQ(tree.routes()[0].key, "{}");
  EXPECT_EQ(tree.routes()[1].key, R"({}/{a="2",z="1"})");
  EXPECT_EQ(tree.routes()[2].key, tree.routes()[3].key);
  EXPECT_EQ(tree.routes()[2].identity, R"({}/{k="v"})");
  EXPECT_EQ(tree.routes()[3].identity, R"({}/{k="v"}#1)");
}

TEST(RouteTree, KeepsIdentitiesWhereARouteIsAdded) {
  RouteSpec before = route_to("a");
  before.routes = {route_to("b", "k=v")};
  RouteSpec after = route_to("a");
  after.routes = {route_to("n", "new=1"), route_to("b", "k=v")};
  EXPECT_EQ(RouteTree(before).routes()[1].identity, RouteTree(after).routes()[2].identity);
}

TEST(RouteTree, SaysWhereItLooked) {
  const RouteTree tree(company());
  const auto steps = tree.trace({{"team", "db"}, {"severity", "warning"}});
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(steps[0].depth, 0);
  EXPECT_FALSE(steps[0].chosen);
  EXPECT_FALSE(steps[1].failed);
  ASSERT_TRUE(steps[2].failed);
  EXPECT_EQ(matcher_text(*steps[2].failed), R"(severity="critical")");
  EXPECT_TRUE(steps[3].chosen);
  EXPECT_EQ(steps[3].depth, 2);
}

TEST(RouteTree, TracesToWhatItMatches) {
  const RouteTree tree(company());
  for (const char* team : {"db", "web", "x"}) {
    for (const char* severity : {"critical", "warning", "info", ""}) {
      const core::Labels labels{{"team", team}, {"severity", severity}};
      std::vector<std::size_t> chosen;
      for (const RouteStep& step : tree.trace(labels)) {
        if (step.chosen) chosen.push_back(step.route);
      }
      EXPECT_EQ(chosen, tree.match(labels)) << team << severity;
    }
  }
}

TEST(GroupLabels, AreThoseThatTheAlertHas) {
  const core::Labels labels{{"alertname", "Down"}, {"job", "node"}};
  EXPECT_EQ(group_labels({{"job", "cluster"}, false}, labels), (core::Labels{{"job", "node"}}));
  EXPECT_EQ(group_labels({{}, true}, labels), labels);
  EXPECT_EQ(group_labels({}, labels), core::Labels());
}

TEST(GroupKey, IsSpelledAsAlertmanagers) {
  RouteSpec root = route_to("a");
  root.routes = {route_to("b", "team=db")};
  const RouteTree tree(root);
  EXPECT_EQ(group_key(tree.routes()[0], {{"alertname", "HighCPU"}, {"cluster", "a"}}),
            R"({}:{alertname="HighCPU", cluster="a"})");
  EXPECT_EQ(group_key(tree.routes()[1], {}), R"({}/{team="db"}:{})");
  EXPECT_EQ(group_key(tree.routes()[0], {{"m", "a\"\n"}}), R"({}:{m="a\"\n"})");
}

}  // namespace
}  // namespace silicon::routing
