// Integrations that change what they have told before: by a message of Slack that is updated, by an
// incident of PagerDuty.
#include <gtest/gtest.h>

#include "tests/support/alerting/integrations_world.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using state::DeliveryOutcome;
using testing::attempt_in;
using testing::to_send;
using Events = testing::IntegrationsWorld::Events;

constexpr const char* kSlackBot = R"(
receivers:
- name: ops
  slack_configs:
  - {app_token: xoxb-1234, app_url: "https://slack.example/api/chat.postMessage", channel: "#ops",
     update_message: true}
)";
constexpr const char* kPagerDuty = R"(
receivers:
- name: ops
  pagerduty_configs: [{routing_key: r0ut1ngk3y, incident: alert}]
)";

class StatefulIntegrationsTest : public ::testing::Test, protected testing::IntegrationsWorld {};

TEST_F(StatefulIntegrationsTest, ChangeTheMessageThatStands) {
  configure(kSlackBot);
  integrations.send(to_send(1, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage");
  Events events = answer(200, R"({"ok":true,"channel":"C1","ts":"1.5"})");
  ASSERT_EQ(events.size(), 1U);
  const auto& posted = std::get<engine::NotificationTried>(events[0]).posted;
  ASSERT_TRUE(posted);
  EXPECT_EQ(posted->receiver, "ops");
  EXPECT_EQ(posted->integration, "slack[0]");
  EXPECT_EQ(posted->group_key, "g");
  EXPECT_EQ(posted->channel, "C1");
  EXPECT_EQ(posted->timestamp, "1.5");
  integrations.send(to_send(2, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.update");
  EXPECT_EQ(body()["ts"], "1.5");
  EXPECT_TRUE(answer(200, R"({"ok":true,"channel":"C1","ts":"1.5"})").empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage") << "and its thread hears of it";
  EXPECT_EQ(body()["thread_ts"], "1.5");
  events = answer(200, R"({"ok":true,"channel":"C1","ts":"2.5"})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_FALSE(std::get<engine::NotificationTried>(events[0]).posted);
  EXPECT_EQ(attempt_in(events[0]).duration, 40ms);
}

TEST_F(StatefulIntegrationsTest, GoOnInTheThreadWhereTheyStopped) {
  configure(kSlackBot);
  integrations.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  integrations.send(to_send(1, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  answer(200, R"({"ok":true,"channel":"C1","ts":"1.5"})");
  EXPECT_EQ(attempt_in(answer(500).at(0)).outcome, DeliveryOutcome::again);
  EXPECT_TRUE(wait().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage");
  EXPECT_EQ(body()["thread_ts"], "1.5");
}

TEST_F(StatefulIntegrationsTest, PostAnewWhereTheMessageIsGone) {
  configure(kSlackBot);
  integrations.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  integrations.send(to_send(1, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.update");
  EXPECT_TRUE(answer(200, R"({"ok":false,"error":"message_not_found"})").empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage");
  EXPECT_FALSE(body().contains("thread_ts"));
  const Events events = answer(200, R"({"ok":true,"channel":"C1","ts":"9.5"})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(std::get<engine::NotificationTried>(events[0]).posted->timestamp, "9.5");
}

TEST_F(StatefulIntegrationsTest, DoNotPostAnewForEver) {
  configure(kSlackBot);
  integrations.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  integrations.send(to_send(1, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  answer(200, R"({"ok":false,"error":"message_not_found"})");
  EXPECT_EQ(answer(200, R"({"ok":false,"error":"message_not_found"})").size(), 1U);
  EXPECT_TRUE(posts.empty());
}

TEST_F(StatefulIntegrationsTest, ForgetTheMessageOfAGroupThatIsOver) {
  configure(kSlackBot);
  integrations.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  engine::SendNotification over = to_send(1, "slack[0]");
  over.entry.notification.alerts = {testing::resolved(testing::high_cpu())};
  integrations.send(over);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.update");
  answer(200, R"({"ok":true,"channel":"C1","ts":"1.5"})");
  const Events events = answer(200, R"({"ok":true,"channel":"C1","ts":"2.5"})");
  ASSERT_EQ(events.size(), 1U);
  const auto& posted = std::get<engine::NotificationTried>(events[0]).posted;
  ASSERT_TRUE(posted);
  EXPECT_EQ(posted->timestamp, "");
  integrations.send(to_send(2, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage");
}

TEST_F(StatefulIntegrationsTest, SendEveryIncidentAndGoOnWhereTheyStopped) {
  configure(kPagerDuty);
  engine::SendNotification three = to_send(1, "pagerduty[0]");
  three.entry.notification.alerts = {testing::high_cpu("a"), testing::high_cpu("b"),
                                     testing::high_cpu("c")};
  integrations.send(three);
  EXPECT_TRUE(turn().empty());
  const std::string first = body()["dedup_key"];
  EXPECT_TRUE(answer(202).empty());
  const std::string second = body()["dedup_key"];
  EXPECT_NE(first, second);
  EXPECT_EQ(answer(500).size(), 1U);
  EXPECT_TRUE(wait().empty());
  EXPECT_EQ(body()["dedup_key"], second);
  EXPECT_TRUE(answer(202).empty());
  const Events events = answer(202);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(metric("alertmanager_notification_requests_total"), 4);
  EXPECT_EQ(metric("alertmanager_notifications_total"), 1);
}

TEST_F(StatefulIntegrationsTest, HaveNothingToSayOfWhatNobodyHears) {
  configure(kPagerDuty);
  engine::SendNotification nothing = to_send(1, "pagerduty[0]");
  nothing.entry.notification.alerts = {testing::resolved(testing::high_cpu())};
  nothing.entry.notification.reason = "acknowledged";
  integrations.send(nothing);
  const Events events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(attempt_in(events[0]).answer, "there was nothing to say");
  EXPECT_TRUE(posts.empty());
}

}  // namespace
}  // namespace silicon::shell
