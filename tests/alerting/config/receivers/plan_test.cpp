#include "alerting/config/receivers/plan.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

using testing::config_problems;
using testing::mentions;
using testing::sound_config;

TEST(IntegrationsOf, AreNumberedKindByKind) {
  Receiver receiver;
  receiver.slack.resize(1);
  receiver.email.resize(2);
  receiver.pagerduty.resize(1);
  receiver.webhooks.resize(1);
  receiver.webhooks[0].send_resolved = false;
  std::vector<std::string> names;
  for (const routing::Integration& each : integrations_of(receiver)) names.push_back(each.name);
  EXPECT_EQ(names, (std::vector<std::string>{"slack[0]", "email[0]", "email[1]", "pagerduty[0]",
                                             "webhook[0]"}));
  EXPECT_FALSE(integrations_of(receiver).back().send_resolved);
}

TEST(PlanOf, IsNothingWithoutARoute) {
  EXPECT_FALSE(plan_of(sound_config("global: {}")));
}

TEST(PlanOf, HasRoutesReceiversInhibitionsAndTimes) {
  const auto plan = plan_of(sound_config(R"(
route:
  receiver: ops
  routes: [{ matchers: ['severity="page"'], receiver: pager }]
receivers:
- { name: ops, webhook_configs: [{ url: 'http://h/a' }] }
- name: pager
inhibit_rules: [{ source_matchers: ['a="1"'], target_matchers: ['a="2"'] }]
time_intervals: [{ name: night, time_intervals: [{ weekdays: [monday] }] }]
)"));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->root.receiver, "ops");
  EXPECT_EQ(plan->root.routes.at(0).receiver, "pager");
  ASSERT_EQ(plan->receivers.size(), 2U);
  EXPECT_EQ(plan->receivers[0].integrations.at(0).name, "webhook[0]");
  EXPECT_EQ(plan->inhibit_rules.size(), 1U);
  EXPECT_EQ(plan->time_intervals.size(), 1U);
}

TEST(PlanOf, TellsOfFailingReceiversAheadOfAllRoutes) {
  const auto plan = plan_of(sound_config(R"(
route: { receiver: ops, routes: [{ receiver: ops }] }
receivers: [{ name: ops }, { name: backup }]
notify: { failure_receiver: backup }
)"));
  ASSERT_TRUE(plan);
  const routing::RouteTree tree(plan->root);
  const auto chosen = tree.match(core::Labels({{"alertname", "ReceiverFailing"}}));
  ASSERT_EQ(chosen.size(), 1U);
  EXPECT_EQ(tree.routes()[chosen[0]].options.receiver, "backup");
}

TEST(PlanOf, WantsAFailureReceiverThatIsThere) {
  EXPECT_TRUE(mentions(config_problems(R"(
route: { receiver: ops }
receivers: [{ name: ops }]
notify: { failure_receiver: nobody }
)"),
                       "failure_receiver: there is no receiver"));
  EXPECT_TRUE(mentions(config_problems("notify: { failure_receiver: ops }"),
                       "is of no use without `route`"));
}

TEST(PlanOf, WantsARouteWhereThereAreReceivers) {
  EXPECT_TRUE(mentions(config_problems("receivers: [{ name: ops }]"),
                       "receivers: are of no use without `route`"));
}

}  // namespace
}  // namespace silicon::config
