#include "alerting/shell/delivery/compose.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "alerting/config/receivers/plan.hpp"
#include "tests/support/alerting/receiver_config.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

using testing::receivers_config;

constexpr const char* kOneOfEach = R"(
receivers:
- name: ops
  slack_configs:
  - {api_url: "https://hooks.example/services/T0/B0/abcdefgh"}
  - {app_token: xoxb-1234, app_url: "https://slack.example/api/chat.postMessage", channel: "#ops",
     update_message: true}
  email_configs:
  - {smarthost: "mail.example:587", from: a@example.org, to: ann@example.org}
  pagerduty_configs:
  - {routing_key: r0ut1ngk3y, url: "https://pager.example/enqueue"}
  webhook_configs:
  - {url: "http://hook.example/p4th-with-token", timeout: 3s}
- name: nobody
- name: dev
  rate_limit: {messages: 5, per: 1m}
  webhook_configs:
  - {url: "http://dev.example/"}
)";

class ComposeTest : public ::testing::Test {
 protected:
  const NamedIntegration& named(const std::string& name) const {
    for (const NamedIntegration& each : integrations_) {
      if (each.receiver == "ops" && each.name == name) return each;
    }
    ADD_FAILURE() << name;
    return integrations_.front();
  }

  Composed composed(const std::string& name, const std::optional<slack::Posted>& posted = {}) {
    auto result = compose(named(name).config, notification_, testing::plain_rendering(), posted);
    if (!result) ADD_FAILURE() << result.error().message();
    return result ? *std::move(result) : Composed();
  }

  std::vector<NamedIntegration> integrations_ = integrations_in(receivers_config(kOneOfEach));
  notify::Notification notification_ = testing::notification_of({testing::high_cpu()});
};

TEST_F(ComposeTest, KnowsIntegrationsByTheNamesThatRoutingHas) {
  std::vector<std::string> names;
  for (const NamedIntegration& each : integrations_)
    names.push_back(each.receiver + "/" + each.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"ops/slack[0]", "ops/slack[1]", "ops/email[0]",
                                      "ops/pagerduty[0]", "ops/webhook[0]", "dev/webhook[0]"}));
  const auto config = receivers_config(kOneOfEach);
  const auto planned = config::integrations_of(config->receivers[0]);
  ASSERT_EQ(planned.size(), 5U);
  for (std::size_t i = 0; i < planned.size(); ++i)
    EXPECT_EQ(planned[i].name, integrations_[i].name);
  EXPECT_FALSE(integrations_[0].limit);
  ASSERT_TRUE(integrations_[5].limit);
  EXPECT_EQ(integrations_[5].limit->messages, 5U);
}

TEST_F(ComposeTest, KnowsKindsAndWhoKeepsAState) {
  EXPECT_EQ(kind_of(named("slack[0]").config), "slack");
  EXPECT_EQ(kind_of(named("email[0]").config), "email");
  EXPECT_EQ(kind_of(named("pagerduty[0]").config), "pagerduty");
  EXPECT_EQ(kind_of(named("webhook[0]").config), "webhook");
  EXPECT_FALSE(keeps_state_by_group(named("slack[0]").config));
  EXPECT_TRUE(keeps_state_by_group(named("slack[1]").config));
  EXPECT_TRUE(keeps_state_by_group(named("pagerduty[0]").config));
  EXPECT_FALSE(keeps_state_by_group(named("webhook[0]").config));
  EXPECT_TRUE(updates_messages(named("slack[1]").config));
  EXPECT_FALSE(updates_messages(named("pagerduty[0]").config));
}

TEST_F(ComposeTest, MakesAPostForAWebhook) {
  const Composed made = composed("webhook[0]");
  ASSERT_EQ(made.posts.size(), 1U);
  EXPECT_FALSE(made.mail);
  EXPECT_EQ(made.posts[0].url.text.expose(), "http://hook.example/p4th-with-token");
  EXPECT_EQ(made.posts[0].timeout, std::chrono::seconds(3));
  const auto body = nlohmann::json::parse(made.posts[0].body);
  EXPECT_EQ(body["version"], "4");
  EXPECT_EQ(body["groupKey"], notification_.group_key);
}

TEST_F(ComposeTest, GivesABotItsTokenAndItsMethods) {
  const Composed first = composed("slack[1]");
  ASSERT_EQ(first.posts.size(), 1U);
  EXPECT_EQ(first.posts[0].url.text.expose(), "https://slack.example/api/chat.postMessage");
  ASSERT_TRUE(first.posts[0].options && first.posts[0].options->authorization);
  EXPECT_EQ(first.posts[0].options->authorization->credentials.text.expose(), "xoxb-1234");
  const Composed update = composed("slack[1]", slack::Posted{"C1", "1.5"});
  ASSERT_EQ(update.posts.size(), 2U);
  EXPECT_EQ(update.posts[0].url.text.expose(), "https://slack.example/api/chat.update");
  EXPECT_EQ(update.posts[1].url.text.expose(), "https://slack.example/api/chat.postMessage");
  EXPECT_EQ(nlohmann::json::parse(update.posts[0].body)["ts"], "1.5");
}

TEST_F(ComposeTest, JudgesAsTheServiceMeansIt) {
  const Composed hook = composed("slack[0]");
  const auto judgement = hook.posts[0].judge({"", 200, "no_service", ""}, testing::at_noon().now);
  EXPECT_EQ(judgement.verdict, notify::Verdict::give_up);
  const Composed pager = composed("pagerduty[0]");
  EXPECT_EQ(pager.posts[0].judge({"", 202, "{}", ""}, testing::at_noon().now).verdict,
            notify::Verdict::delivered);
}

TEST_F(ComposeTest, TellsPagerDutyThatSomebodyIsOnIt) {
  EXPECT_EQ(nlohmann::json::parse(composed("pagerduty[0]").posts.at(0).body)["event_action"],
            "trigger");
  notification_.reason = "acknowledged";
  const auto event = nlohmann::json::parse(composed("pagerduty[0]").posts.at(0).body);
  EXPECT_EQ(event["event_action"], "acknowledge");
  EXPECT_EQ(event["routing_key"], "r0ut1ngk3y");
}

TEST_F(ComposeTest, WritesAMail) {
  const Composed made = composed("email[0]");
  EXPECT_TRUE(made.posts.empty());
  ASSERT_TRUE(made.mail);
  EXPECT_EQ(made.mail->mail.to, std::vector<std::string>{"ann@example.org"});
  EXPECT_EQ(made.mail->options->host, "mail.example");
}

TEST_F(ComposeTest, SaysNothingOfAnAnswerThatIsSecret) {
  const auto judged = [&](const std::string& name, const std::string& body) {
    return composed(name).posts.at(0).judge({"", 400, body, ""}, testing::at_noon().now).reason;
  };
  EXPECT_EQ(judged("webhook[0]", "no /p4th-with-token").find("p4th"), std::string::npos);
  EXPECT_EQ(judged("slack[0]", "no /services/T0/B0/abcdefgh").find("abcdefgh"), std::string::npos);
  EXPECT_EQ(judged("slack[1]", "token xoxb-1234 is bad").find("xoxb"), std::string::npos);
  EXPECT_EQ(judged("pagerduty[0]", R"({"message":"r0ut1ngk3y is bad"})").find("r0ut"),
            std::string::npos);
  // Not even where it would be cut off in the middle.
  EXPECT_EQ(judged("webhook[0]", std::string(70, 'x') + "/p4th-with-token").find("p4th"),
            std::string::npos);
}

TEST_F(ComposeTest, SaysWhetherTryingAgainIsOfUse) {
  const testing::TemporaryDirectory directory;
  directory.write("key", "r0ut1ngk3y");
  const auto config = receivers_config(R"(
receivers:
- name: ops
  pagerduty_configs:
  - {routing_key_file: )" + directory.path("key") +
                                       R"(}
  email_configs:
  - {smarthost: "mail.example:587", from: a@example.org, to: "{{ .CommonLabels.owner }}"}
)");
  const auto integrations = integrations_in(config);
  const auto mail =
      compose(integrations[0].config, notification_, testing::plain_rendering(), std::nullopt);
  ASSERT_FALSE(mail);
  EXPECT_EQ(mail.error().kind(), core::ErrorKind::invalid);
  std::filesystem::remove(directory.path("key"));
  const auto pager =
      compose(integrations[1].config, notification_, testing::plain_rendering(), std::nullopt);
  ASSERT_FALSE(pager);
  EXPECT_NE(pager.error().kind(), core::ErrorKind::invalid);
  directory.write("key", "r0ut1ngk3y");
  EXPECT_TRUE(
      compose(integrations[1].config, notification_, testing::plain_rendering(), std::nullopt));
}

}  // namespace
}  // namespace silicon::shell
