#include "alerting/api/monitoring/explain.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routed_alerter.hpp"

namespace silicon::api {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::RoutedAlerter;

// Of the alerts that all of the filters match.
template <class... Filters>
Explanation explained(const RoutedAlerter& alerter, const Filters&... filters) {
  std::vector<std::pair<std::string, std::string>> parameters;
  (parameters.emplace_back("filter", filters), ...);
  return explain(*alerter.engine, which_of(Parameters(std::move(parameters))).value(), alerter.now);
}

template <class... Filters>
Explained only(const RoutedAlerter& alerter, const Filters&... filters) {
  Explanation explanation = explained(alerter, filters...);
  EXPECT_EQ(explanation.alerts.size(), 1U);
  return explanation.alerts.empty() ? Explained() : std::move(explanation.alerts.front());
}

std::string loaded(const std::string&, core::Instant) {
  return "load 9\n";
}

TEST(Explain, TellsHowTheRuleSeesAnAlert) {
  RoutedAlerter alerter(testing::ruled_settings(minutes(5)));
  alerter.answer = loaded;
  alerter.run_for(minutes(3));
  const Explained pending = only(alerter, "alertname=High");
  ASSERT_TRUE(pending.rule && pending.alert);
  EXPECT_EQ(pending.rule->group, "g");
  EXPECT_EQ(pending.hold_for, minutes(5));
  EXPECT_EQ(pending.alert->phase, alert::Phase::pending);
  EXPECT_EQ(pending.notice, nullptr);
  EXPECT_TRUE(pending.groups.empty());
  ASSERT_EQ(pending.routes.size(), 1U);
  EXPECT_TRUE(pending.routes[0].chosen);
  alerter.run_for(minutes(6));
  const Explained firing = only(alerter, "alertname=High");
  EXPECT_EQ(firing.alert->phase, alert::Phase::firing);
  ASSERT_NE(firing.notice, nullptr);
  ASSERT_EQ(firing.groups.size(), 1U);
  EXPECT_EQ(firing.groups[0].receiver, "team");
  EXPECT_EQ(firing.groups[0].group_key, R"({}:{alertname="High"})");
}

TEST(Explain, TellsWhoKnowsAndWhenTheyAreToldNext) {
  RoutedAlerter alerter;
  alerter.post({{"alertname", "Down"}});
  const Explained waiting = only(alerter, "alertname=Down");
  EXPECT_FALSE(waiting.rule);
  ASSERT_EQ(waiting.groups.size(), 1U);
  EXPECT_EQ(waiting.groups[0].next_flush, alerter.now + seconds(10));
  EXPECT_TRUE(waiting.groups[0].channels.empty());
  const core::Instant told = alerter.now + seconds(10);
  alerter.run_for(seconds(30));
  const Explained known = only(alerter, "alertname=Down");
  ASSERT_EQ(known.groups[0].channels.size(), 1U);
  EXPECT_EQ(known.groups[0].channels[0].told_at, told);
  EXPECT_TRUE(known.groups[0].channels[0].knows);
  EXPECT_TRUE(known.groups[0].channels[0].waiting.empty());
}

TEST(Explain, TellsWhatIsOnItsWay) {
  RoutedAlerter alerter;
  alerter.receive = [](const auto&) { return state::DeliveryOutcome::again; };
  alerter.post({{"alertname", "Down"}});
  alerter.run_for(seconds(12));
  const Explained one = only(alerter, "alertname=Down");
  ASSERT_EQ(one.groups[0].channels.size(), 1U);
  EXPECT_EQ(one.groups[0].channels[0].waiting.size(), 1U);
  EXPECT_FALSE(one.groups[0].channels[0].knows);
}

TEST(Explain, TellsTheMatcherThatFailed) {
  engine::Settings settings = testing::routed_settings();
  settings.plan->root.routes = {testing::route_to("boss", "severity=page,team=db"),
                                testing::route_to("team", "alertname=~D.*")};
  RoutedAlerter alerter(std::move(settings));
  alerter.post({{"alertname", "Down"}, {"severity", "page"}});
  const Explained one = only(alerter, "alertname=Down");
  ASSERT_EQ(one.routes.size(), 3U);
  EXPECT_EQ(one.routes[0].matchers, "{}");
  EXPECT_FALSE(one.routes[0].chosen);
  EXPECT_EQ(one.routes[1].failed, R"(team="db")");
  EXPECT_EQ(one.routes[1].receiver, "boss");
  EXPECT_EQ(one.routes[1].depth, 1);
  EXPECT_EQ(one.routes[2].failed, "");
  EXPECT_TRUE(one.routes[2].chosen);
}

TEST(Explain, TellsWhatKeepsAnAlertQuiet) {
  RoutedAlerter alerter;
  alerter.post({{"alertname", "Down"}});
  routing::Silence silence;
  silence.matchers = testing::matchers_of("alertname=Down");
  silence.starts_at = alerter.now;
  silence.ends_at = alerter.now + minutes(10);
  engine::Notifier::Work work;
  ASSERT_TRUE(alerter.engine->notifier().set_silence(silence, "one", alerter.now, work).ok());
  ASSERT_TRUE(alerter.engine->notifier()
                  .acknowledge({{{"alertname", "Down"}}, "", "ann", "", {}}, alerter.now, work)
                  .ok());
  alerter.run_for(seconds(30));
  const Explained one = only(alerter, "alertname=Down");
  EXPECT_EQ(one.silenced_by, std::vector<std::string>{"one"});
  ASSERT_TRUE(one.groups.at(0).suppression);
  EXPECT_EQ(one.groups[0].suppression->kind, routing::Suppression::Kind::silenced);
  ASSERT_TRUE(one.acknowledgement);
  EXPECT_EQ(one.acknowledgement->by, "ann");
}

TEST(Explain, TellsTheWayOfAnAlertThatThereMightBe) {
  const RoutedAlerter alerter;
  const Explained one = only(alerter, "alertname=Never", "team=db");
  EXPECT_EQ(one.labels, (core::Labels{{"alertname", "Never"}, {"team", "db"}}));
  EXPECT_FALSE(one.alert);
  EXPECT_EQ(one.notice, nullptr);
  EXPECT_EQ(one.routes.size(), 1U);
  EXPECT_TRUE(explained(alerter, "alertname=~Never").alerts.empty());
}

TEST(Explain, HasNoWayWithoutRoutes) {
  const RoutedAlerter alerter(testing::routed_settings(false));
  EXPECT_FALSE(explained(alerter, "alertname=Down").routes);
  EXPECT_TRUE(only(alerter, "alertname=Down").routes.empty());
}

TEST(Explain, CountsWhatItLeavesOut) {
  RoutedAlerter alerter;
  for (std::size_t i = 0; i < kMostExplained + 3; ++i) {
    alerter.post({{"alertname", "Down"}, {"instance", std::to_string(i)}});
  }
  const Explanation explanation = explained(alerter, "alertname=Down");
  EXPECT_EQ(explanation.alerts.size(), kMostExplained);
  EXPECT_EQ(explanation.left_out, 3U);
}

}  // namespace
}  // namespace silicon::api
