#include "alerting/shell/delivery/integrations.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/integrations_world.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using state::DeliveryOutcome;
using testing::attempt_in;
using testing::to_send;
using Events = testing::IntegrationsWorld::Events;

constexpr const char* kWebhooks = R"(
receivers:
- name: ops
  webhook_configs: [{url: "http://one.example/"}, {url: "http://two.example/"}]
)";
constexpr const char* kMail = R"(
receivers:
- name: ops
  email_configs: [{smarthost: "mail.example:587", from: a@example.org, to: ann@example.org}]
)";

class IntegrationsTest : public ::testing::Test, protected testing::IntegrationsWorld {};

TEST_F(IntegrationsTest, TellEachIntegrationByItself) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]"));
  integrations.send(to_send(2, "webhook[1]"));
  EXPECT_EQ(integrations.waiting(), 2U);
  EXPECT_TRUE(turn().empty());
  ASSERT_EQ(posts.size(), 2U);
  EXPECT_EQ(url(), "http://one.example/");
  EXPECT_EQ(body()["alerts"][0]["labels"]["instance"], "host-1");
  EXPECT_NE(posts[0].key, posts[1].key);
  EXPECT_GE(posts[0].key, std::uint64_t{1} << 63U) << "no key of Receivers";
  answer(200);
  answer(200);
  EXPECT_EQ(integrations.waiting(), 0U);
  EXPECT_FALSE(integrations.due());
}

TEST_F(IntegrationsTest, SayHowEachTryEnded) {
  configure(kWebhooks);
  engine::SendNotification command = to_send(7, "webhook[0]", "group");
  command.entry.notification.alerts.push_back(testing::resolved(testing::high_cpu("other")));
  integrations.send(command);
  EXPECT_TRUE(turn().empty());
  Events events = answer(503, "busy");
  ASSERT_EQ(events.size(), 1U);
  state::DeliveryAttempt attempt = attempt_in(events[0]);
  EXPECT_EQ(attempt.time, now);
  EXPECT_EQ(attempt.id, 7U);
  EXPECT_EQ(attempt.receiver, "ops");
  EXPECT_EQ(attempt.integration, "webhook[0]");
  EXPECT_EQ(attempt.group_key, "group");
  EXPECT_EQ(attempt.reason, "first notification");
  EXPECT_EQ(attempt.firing, 1U);
  EXPECT_EQ(attempt.resolved, 1U);
  EXPECT_EQ(attempt.outcome, DeliveryOutcome::again);
  EXPECT_EQ(attempt.answer, "HTTP status 503: \"busy\"");
  EXPECT_EQ(attempt.duration, 20ms);
  EXPECT_TRUE(turn().empty());
  EXPECT_TRUE(posts.empty()) << "not yet";
  EXPECT_TRUE(wait().empty());
  events = answer(200, "thanks");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(attempt_in(events[0]).answer, "HTTP status 200: \"thanks\"");
}

TEST_F(IntegrationsTest, GiveUpWhatIsRefused) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]", "a"));
  integrations.send(to_send(2, "webhook[0]", "b"));
  EXPECT_TRUE(turn().empty());
  const Events events = answer(400, "what?");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::given_up);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(body()["alerts"][0]["labels"]["instance"], "host-2") << "and go on";
}

TEST_F(IntegrationsTest, IgnoreAnswersToWhatIsNotTheirs) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]"));
  EXPECT_TRUE(turn().empty());
  DeliveryResult other;
  other.key = 1;
  EXPECT_TRUE(integrations.finished(other, now).empty());
  MailResult mail;
  mail.key = 1;
  EXPECT_TRUE(integrations.finished(mail, now).empty());
  EXPECT_EQ(integrations.waiting(), 1U);
}

TEST_F(IntegrationsTest, WaitForAReceiverThatDoesNotAnswer) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]", "a"));
  integrations.send(to_send(2, "webhook[0]", "b"));
  EXPECT_TRUE(turn().empty());
  answer(0, "Connection refused");
  EXPECT_TRUE(turn().empty());
  EXPECT_TRUE(posts.empty()) << "not the other one either";
  EXPECT_EQ(metric("silicon_alerter_receiver_failing"), 1);
  EXPECT_TRUE(wait().empty());
  answer(200);
  EXPECT_EQ(metric("silicon_alerter_receiver_failing"), 0);
}

TEST_F(IntegrationsTest, WaitAsLongAsTheyAreAskedTo) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]"));
  EXPECT_TRUE(turn().empty());
  answer(429, "slow down", "120");
  EXPECT_EQ(integrations.due(), now + 120s);
}

TEST_F(IntegrationsTest, SayThatThereIsNobodyToTell) {
  configure(kWebhooks);
  engine::SendNotification command = to_send(5, "slack[0]", "group");
  integrations.send(command);
  EXPECT_LE(*integrations.due(), now);
  EXPECT_EQ(integrations.waiting(), 1U);
  const Events events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).id, 5U);
  EXPECT_EQ(attempt_in(events[0]).receiver, "ops");
  EXPECT_EQ(attempt_in(events[0]).integration, "slack[0]");
  EXPECT_EQ(attempt_in(events[0]).group_key, "group");
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::given_up);
  EXPECT_EQ(attempt_in(events[0]).answer, "no such integration any more");
  EXPECT_EQ(integrations.waiting(), 0U);
}

TEST_F(IntegrationsTest, KeepWhatWaitsAcrossAReload) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]"));
  EXPECT_TRUE(turn().empty());
  integrations.send(to_send(2, "webhook[0]", "other"));
  configure(kWebhooks);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(posts.size(), 1U) << "one is under way still";
  EXPECT_EQ(answer(200).size(), 1U);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(posts.size(), 1U);
}

TEST_F(IntegrationsTest, GiveUpWhatWaitsForSomebodyWhoHasGone) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[1]", "a"));
  integrations.send(to_send(2, "webhook[1]", "b"));
  EXPECT_TRUE(turn().empty());
  configure("receivers: [{name: ops, webhook_configs: [{url: \"http://one.example/\"}]}]");
  Events events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).id, 2U);
  // What is under way may still arrive.
  events = answer(200);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).id, 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(integrations.waiting(), 0U);
}

TEST_F(IntegrationsTest, GiveUpWhatFailsForSomebodyWhoHasGone) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[1]"));
  EXPECT_TRUE(turn().empty());
  configure("receivers: [{name: ops, webhook_configs: [{url: \"http://one.example/\"}]}]");
  EXPECT_EQ(attempt_in(answer(500).at(0)).outcome, DeliveryOutcome::again);
  EXPECT_EQ(attempt_in(turn().at(0)).outcome, DeliveryOutcome::given_up);
}

TEST_F(IntegrationsTest, SendMails) {
  configure(kMail);
  integrations.send(to_send(1, "email[0]"));
  EXPECT_TRUE(turn().empty());
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].transfer.mail.to, std::vector<std::string>{"ann@example.org"});
  MailResult result;
  result.key = mails[0].key;
  result.judgement = {notify::Verdict::retry, "Connection refused"};
  EXPECT_EQ(attempt_in(integrations.finished(result, now).at(0)).answer, "Connection refused");
  EXPECT_TRUE(wait().empty());
  ASSERT_EQ(mails.size(), 2U);
  result = {};
  result.key = mails[1].key;
  result.reply = "250 2.0.0 queued";
  result.refused = {"550 no such user bob"};
  const Events events = integrations.finished(result, now);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(attempt_in(events[0]).answer,
            "250 2.0.0 queued; not by everybody: 550 no such user bob");
}

TEST_F(IntegrationsTest, SayWhatCannotBeWritten) {
  configure(R"(
receivers:
- name: ops
  email_configs:
  - {smarthost: "mail.example:587", from: a@example.org, to: "{{ .CommonLabels.owner }}"}
)");
  integrations.send(to_send(1, "email[0]"));
  const Events events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::given_up);
  EXPECT_TRUE(mails.empty());
  EXPECT_EQ(integrations.waiting(), 0U);
}

TEST_F(IntegrationsTest, MakeOneMessageOfThoseBeyondTheRate) {
  configure(R"(
receivers:
- name: ops
  rate_limit: {messages: 1, per: 10s}
  webhook_configs: [{url: "http://one.example/"}]
)");
  for (std::uint64_t id = 1; id <= 3; ++id) {
    integrations.send(to_send(id, "webhook[0]", "group-" + std::to_string(id)));
  }
  EXPECT_TRUE(turn().empty());
  answer(200);
  EXPECT_TRUE(turn().empty());
  EXPECT_TRUE(posts.empty());
  EXPECT_TRUE(wait().empty());
  EXPECT_EQ(body()["alerts"].size(), 2U);
  const Events events = answer(200);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(attempt_in(events[0]).id, 2U);
  EXPECT_EQ(attempt_in(events[1]).id, 3U);
  EXPECT_EQ(attempt_in(events[1]).group_key, "group-3");
  EXPECT_EQ(attempt_in(events[1]).answer, "HTTP status 200; in one message about 2 groups");
}

TEST_F(IntegrationsTest, CountAsAlertmanagerDoes) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]", "a"));
  integrations.send(to_send(2, "webhook[1]", "b"));
  EXPECT_EQ(metric("silicon_alerter_outbox_messages"), 2);
  EXPECT_TRUE(turn().empty());
  answer(400);
  answer(500);
  EXPECT_EQ(metric("alertmanager_notifications_total"), 2);
  EXPECT_EQ(metric("alertmanager_notifications_failed_total"), 1) << "the other may yet arrive";
  EXPECT_EQ(metric("alertmanager_notification_requests_total"), 2);
  EXPECT_EQ(metric("alertmanager_notification_requests_failed_total"), 2);
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(wait().empty());
    answer(500);
  }
  EXPECT_EQ(metric("alertmanager_notifications_total"), 2);
  EXPECT_EQ(metric("alertmanager_notifications_failed_total"), 2) << "each once";
  EXPECT_EQ(metric("silicon_alerter_outbox_messages"), 1);
}

TEST_F(IntegrationsTest, SendNoMoreWhatIsReplaced) {
  configure(kWebhooks);
  integrations.send(to_send(1, "webhook[0]"));
  integrations.send(to_send(2, "webhook[0]", "g", {1}));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(body()["alerts"][0]["labels"]["instance"], "host-2");
  EXPECT_EQ(attempt_in(answer(200).at(0)).id, 2U);
  EXPECT_EQ(integrations.waiting(), 0U);
}

}  // namespace
}  // namespace silicon::shell
