#include "alerting/shell/delivery/integrations.hpp"

#include <gtest/gtest.h>

#include <deque>

#include <nlohmann/json.hpp>

#include "tests/support/alerting/receiver_config.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using state::DeliveryOutcome;
using testing::attempt_in;
using testing::receivers_config;
using testing::to_send;
using Events = std::vector<engine::Event>;

constexpr const char* kWebhooks = R"(
receivers:
- name: ops
  webhook_configs: [{url: "http://one.example/"}, {url: "http://two.example/"}]
)";
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
constexpr const char* kMail = R"(
receivers:
- name: ops
  email_configs: [{smarthost: "mail.example:587", from: a@example.org, to: ann@example.org}]
)";

class IntegrationsTest : public ::testing::Test {
 protected:
  void configure(const std::string& yaml) {
    integrations_.configure(receivers_config(yaml), notify::MessageTemplates());
  }

  Events turn() { return integrations_.turn(now_); }

  // Sends what is due next.
  Events wait() {
    const auto due = integrations_.due();
    EXPECT_TRUE(due);
    if (due) now_ = std::max(now_, *due);
    return turn();
  }

  // Answers the oldest post that has no answer yet.
  Events answer(int status, const std::string& body = "", const std::string& retry_after = "") {
    if (posts_.empty()) {
      ADD_FAILURE() << "nothing was sent";
      return {};
    }
    const Delivery post = std::move(posts_.front());
    posts_.pop_front();
    const std::string failure = status == 0 ? body : "";
    DeliveryResult result;
    result.key = post.key;
    result.judgement = post.judge({failure, status, body, retry_after}, now_);
    result.status = status;
    result.body = body;
    result.duration = 20ms;
    return integrations_.finished(result, now_);
  }

  std::string url() const { return std::string(posts_.at(0).url.text.expose()); }
  nlohmann::json body() const { return nlohmann::json::parse(posts_.at(0).body); }
  double metric(const std::string& name) const {
    for (const core::Family& family : integrations_.metrics()) {
      double sum = 0;
      for (const core::Sample& sample : family.samples) sum += sample.value;
      if (family.name == name) return sum;
    }
    ADD_FAILURE() << name;
    return -1;
  }

  core::Instant now_ = testing::instant("2026-11-21T00:20:00Z");
  std::deque<Delivery> posts_;
  std::deque<MailDelivery> mails_;
  Integrations integrations_{[this](Delivery post) { posts_.push_back(std::move(post)); },
                             [this](MailDelivery mail) { mails_.push_back(std::move(mail)); },
                             {}};
};

TEST_F(IntegrationsTest, TellEachIntegrationByItself) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[0]"));
  integrations_.send(to_send(2, "webhook[1]"));
  EXPECT_EQ(integrations_.waiting(), 2U);
  EXPECT_TRUE(turn().empty());
  ASSERT_EQ(posts_.size(), 2U);
  EXPECT_EQ(url(), "http://one.example/");
  EXPECT_EQ(body()["alerts"][0]["labels"]["instance"], "host-1");
  EXPECT_NE(posts_[0].key, posts_[1].key);
  EXPECT_GE(posts_[0].key, std::uint64_t{1} << 63U) << "no key of Receivers";
  answer(200);
  answer(200);
  EXPECT_EQ(integrations_.waiting(), 0U);
  EXPECT_FALSE(integrations_.due());
}

TEST_F(IntegrationsTest, SayHowEachTryEnded) {
  configure(kWebhooks);
  engine::SendNotification command = to_send(7, "webhook[0]", "group");
  command.entry.notification.alerts.push_back(testing::resolved(testing::high_cpu("other")));
  integrations_.send(command);
  EXPECT_TRUE(turn().empty());
  Events events = answer(503, "busy");
  ASSERT_EQ(events.size(), 1U);
  state::DeliveryAttempt attempt = attempt_in(events[0]);
  EXPECT_EQ(attempt.time, now_);
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
  EXPECT_TRUE(posts_.empty()) << "not yet";
  EXPECT_TRUE(wait().empty());
  events = answer(200, "thanks");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(attempt_in(events[0]).answer, "HTTP status 200: \"thanks\"");
}

TEST_F(IntegrationsTest, GiveUpWhatIsRefused) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[0]", "a"));
  integrations_.send(to_send(2, "webhook[0]", "b"));
  EXPECT_TRUE(turn().empty());
  const Events events = answer(400, "what?");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::given_up);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(body()["alerts"][0]["labels"]["instance"], "host-2") << "and go on";
}

TEST_F(IntegrationsTest, IgnoreAnswersToWhatIsNotTheirs) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[0]"));
  EXPECT_TRUE(turn().empty());
  DeliveryResult other;
  other.key = 1;
  EXPECT_TRUE(integrations_.finished(other, now_).empty());
  MailResult mail;
  mail.key = 1;
  EXPECT_TRUE(integrations_.finished(mail, now_).empty());
  EXPECT_EQ(integrations_.waiting(), 1U);
}

TEST_F(IntegrationsTest, WaitForAReceiverThatDoesNotAnswer) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[0]", "a"));
  integrations_.send(to_send(2, "webhook[0]", "b"));
  EXPECT_TRUE(turn().empty());
  answer(0, "Connection refused");
  EXPECT_TRUE(turn().empty());
  EXPECT_TRUE(posts_.empty()) << "not the other one either";
  EXPECT_EQ(metric("silicon_alerter_receiver_failing"), 1);
  EXPECT_TRUE(wait().empty());
  answer(200);
  EXPECT_EQ(metric("silicon_alerter_receiver_failing"), 0);
}

TEST_F(IntegrationsTest, WaitAsLongAsTheyAreAskedTo) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[0]"));
  EXPECT_TRUE(turn().empty());
  answer(429, "slow down", "120");
  EXPECT_EQ(integrations_.due(), now_ + 120s);
}

TEST_F(IntegrationsTest, SayThatThereIsNobodyToTell) {
  configure(kWebhooks);
  engine::SendNotification command = to_send(5, "slack[0]", "group");
  integrations_.send(command);
  EXPECT_LE(*integrations_.due(), now_);
  EXPECT_EQ(integrations_.waiting(), 1U);
  const Events events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).id, 5U);
  EXPECT_EQ(attempt_in(events[0]).receiver, "ops");
  EXPECT_EQ(attempt_in(events[0]).integration, "slack[0]");
  EXPECT_EQ(attempt_in(events[0]).group_key, "group");
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::given_up);
  EXPECT_EQ(attempt_in(events[0]).answer, "no such integration any more");
  EXPECT_EQ(integrations_.waiting(), 0U);
}

TEST_F(IntegrationsTest, KeepWhatWaitsAcrossAReload) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[0]"));
  EXPECT_TRUE(turn().empty());
  integrations_.send(to_send(2, "webhook[0]", "other"));
  configure(kWebhooks);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(posts_.size(), 1U) << "one is under way still";
  EXPECT_EQ(answer(200).size(), 1U);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(posts_.size(), 1U);
}

TEST_F(IntegrationsTest, GiveUpWhatWaitsForSomebodyWhoHasGone) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[1]", "a"));
  integrations_.send(to_send(2, "webhook[1]", "b"));
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
  EXPECT_EQ(integrations_.waiting(), 0U);
}

TEST_F(IntegrationsTest, GiveUpWhatFailsForSomebodyWhoHasGone) {
  configure(kWebhooks);
  integrations_.send(to_send(1, "webhook[1]"));
  EXPECT_TRUE(turn().empty());
  configure("receivers: [{name: ops, webhook_configs: [{url: \"http://one.example/\"}]}]");
  EXPECT_EQ(attempt_in(answer(500).at(0)).outcome, DeliveryOutcome::again);
  EXPECT_EQ(attempt_in(turn().at(0)).outcome, DeliveryOutcome::given_up);
}

TEST_F(IntegrationsTest, SendMails) {
  configure(kMail);
  integrations_.send(to_send(1, "email[0]"));
  EXPECT_TRUE(turn().empty());
  ASSERT_EQ(mails_.size(), 1U);
  EXPECT_EQ(mails_[0].transfer.mail.to, std::vector<std::string>{"ann@example.org"});
  MailResult result;
  result.key = mails_[0].key;
  result.judgement = {notify::Verdict::retry, "Connection refused"};
  EXPECT_EQ(attempt_in(integrations_.finished(result, now_).at(0)).answer, "Connection refused");
  EXPECT_TRUE(wait().empty());
  ASSERT_EQ(mails_.size(), 2U);
  result = {};
  result.key = mails_[1].key;
  result.reply = "250 2.0.0 queued";
  result.refused = {"550 no such user bob"};
  const Events events = integrations_.finished(result, now_);
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
  integrations_.send(to_send(1, "email[0]"));
  const Events events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::given_up);
  EXPECT_TRUE(mails_.empty());
  EXPECT_EQ(integrations_.waiting(), 0U);
}

TEST_F(IntegrationsTest, ChangeTheMessageThatStands) {
  configure(kSlackBot);
  integrations_.send(to_send(1, "slack[0]"));
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
  integrations_.send(to_send(2, "slack[0]"));
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

TEST_F(IntegrationsTest, GoOnInTheThreadWhereTheyStopped) {
  configure(kSlackBot);
  integrations_.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  integrations_.send(to_send(1, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  answer(200, R"({"ok":true,"channel":"C1","ts":"1.5"})");
  EXPECT_EQ(attempt_in(answer(500).at(0)).outcome, DeliveryOutcome::again);
  EXPECT_TRUE(wait().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage");
  EXPECT_EQ(body()["thread_ts"], "1.5");
}

TEST_F(IntegrationsTest, PostAnewWhereTheMessageIsGone) {
  configure(kSlackBot);
  integrations_.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  integrations_.send(to_send(1, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.update");
  EXPECT_TRUE(answer(200, R"({"ok":false,"error":"message_not_found"})").empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage");
  EXPECT_FALSE(body().contains("thread_ts"));
  const Events events = answer(200, R"({"ok":true,"channel":"C1","ts":"9.5"})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(std::get<engine::NotificationTried>(events[0]).posted->timestamp, "9.5");
}

TEST_F(IntegrationsTest, DoNotPostAnewForEver) {
  configure(kSlackBot);
  integrations_.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  integrations_.send(to_send(1, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  answer(200, R"({"ok":false,"error":"message_not_found"})");
  EXPECT_EQ(answer(200, R"({"ok":false,"error":"message_not_found"})").size(), 1U);
  EXPECT_TRUE(posts_.empty());
}

TEST_F(IntegrationsTest, ForgetTheMessageOfAGroupThatIsOver) {
  configure(kSlackBot);
  integrations_.restore({{"ops", "slack[0]", "g", "C1", "1.5"}});
  engine::SendNotification over = to_send(1, "slack[0]");
  over.entry.notification.alerts = {testing::resolved(testing::high_cpu())};
  integrations_.send(over);
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.update");
  answer(200, R"({"ok":true,"channel":"C1","ts":"1.5"})");
  const Events events = answer(200, R"({"ok":true,"channel":"C1","ts":"2.5"})");
  ASSERT_EQ(events.size(), 1U);
  const auto& posted = std::get<engine::NotificationTried>(events[0]).posted;
  ASSERT_TRUE(posted);
  EXPECT_EQ(posted->timestamp, "");
  integrations_.send(to_send(2, "slack[0]"));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(url(), "https://slack.example/api/chat.postMessage");
}

TEST_F(IntegrationsTest, SendEveryIncidentAndGoOnWhereTheyStopped) {
  configure(kPagerDuty);
  engine::SendNotification three = to_send(1, "pagerduty[0]");
  three.entry.notification.alerts = {testing::high_cpu("a"), testing::high_cpu("b"),
                                     testing::high_cpu("c")};
  integrations_.send(three);
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

TEST_F(IntegrationsTest, HaveNothingToSayOfWhatNobodyHears) {
  configure(kPagerDuty);
  engine::SendNotification nothing = to_send(1, "pagerduty[0]");
  nothing.entry.notification.alerts = {testing::resolved(testing::high_cpu())};
  nothing.entry.notification.reason = "acknowledged";
  integrations_.send(nothing);
  const Events events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(attempt_in(events[0]).outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(attempt_in(events[0]).answer, "there was nothing to say");
  EXPECT_TRUE(posts_.empty());
}

TEST_F(IntegrationsTest, MakeOneMessageOfThoseBeyondTheRate) {
  configure(R"(
receivers:
- name: ops
  rate_limit: {messages: 1, per: 10s}
  webhook_configs: [{url: "http://one.example/"}]
)");
  for (std::uint64_t id = 1; id <= 3; ++id) {
    integrations_.send(to_send(id, "webhook[0]", "group-" + std::to_string(id)));
  }
  EXPECT_TRUE(turn().empty());
  answer(200);
  EXPECT_TRUE(turn().empty());
  EXPECT_TRUE(posts_.empty());
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
  integrations_.send(to_send(1, "webhook[0]", "a"));
  integrations_.send(to_send(2, "webhook[1]", "b"));
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
  integrations_.send(to_send(1, "webhook[0]"));
  integrations_.send(to_send(2, "webhook[0]", "g", {1}));
  EXPECT_TRUE(turn().empty());
  EXPECT_EQ(body()["alerts"][0]["labels"]["instance"], "host-2");
  EXPECT_EQ(attempt_in(answer(200).at(0)).id, 2U);
  EXPECT_EQ(integrations_.waiting(), 0U);
}

}  // namespace
}  // namespace silicon::shell
