#include "alerting/config/receivers/read_receivers.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/notify/receiver_reading.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using testing::read_receiver_text;
using testing::ReceiverReading;
using Lines = std::vector<std::string>;

TEST(Receivers, AreReadAsAlertmanagerHasThem) {
  const ReceiverReading reading = read_receiver_text(R"(
global:
  resolve_timeout: 7m
  smtp_smarthost: mail.example.org:587
  smtp_from: Alerts <alerts@example.org>
  smtp_auth_username: alerts
  smtp_auth_password: ${TOKEN}
  slack_api_url: https://hooks.slack.com/services/T/B/x
templates: ['templates/*.tmpl', '/etc/am/*.tmpl']
receivers:
- name: nobody
- name: team
  email_configs: [{ to: team@example.org }]
  slack_configs: [{ channel: '#ops', send_resolved: true }, { channel: '#all' }]
  pagerduty_configs: [{ routing_key: abc }]
  webhook_configs: [{ url: 'http://127.0.0.1:5001/' }]
  rate_limit: { messages: 5, per: 1m }
)");
  EXPECT_EQ(reading.problems, Lines{});
  EXPECT_EQ(reading.notes, Lines{});
  EXPECT_EQ(reading.defaults.resolve_timeout, 7min);
  EXPECT_EQ(reading.templates, (Lines{"templates/*.tmpl", "/etc/am/*.tmpl"}));
  ASSERT_EQ(reading.receivers.size(), 2U);
  EXPECT_EQ(reading.receivers[0].name, "nobody");
  EXPECT_EQ(reading.receivers[0].rate_limit, std::nullopt);
  const Receiver& team = reading.receivers[1];
  ASSERT_EQ(team.email.size(), 1U);
  EXPECT_EQ(team.email[0].smtp.host, "mail.example.org");
  EXPECT_EQ(team.email[0].smtp.password.text.expose(), "t0k3n");
  EXPECT_EQ(team.email[0].settings.from, "Alerts <alerts@example.org>");
  EXPECT_FALSE(team.email[0].send_resolved);
  ASSERT_EQ(team.slack.size(), 2U);
  EXPECT_EQ(team.slack[0].url.text.expose(), "https://hooks.slack.com/services/T/B/x");
  EXPECT_TRUE(team.slack[0].send_resolved);
  EXPECT_FALSE(team.slack[1].send_resolved);
  ASSERT_EQ(team.pagerduty.size(), 1U);
  EXPECT_EQ(team.pagerduty[0].url, "https://events.pagerduty.com/v2/enqueue");
  EXPECT_TRUE(team.pagerduty[0].send_resolved);
  ASSERT_EQ(team.webhooks.size(), 1U);
  EXPECT_TRUE(team.webhooks[0].send_resolved);
  ASSERT_TRUE(team.rate_limit);
  EXPECT_EQ(team.rate_limit->messages, 5U);
  EXPECT_EQ(team.rate_limit->per, 1min);
}

TEST(Receivers, AreReadFromARecordedFile) {
  const std::filesystem::path path = std::filesystem::path(SILICON_SOURCE_DIR) /
                                     "../shared/data/golden/alertmanager-0.28.1/am_am28.yml";
  std::ifstream stream(path);
  if (!stream) GTEST_SKIP() << "no recorded configuration";
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const ReceiverReading reading = read_receiver_text(text);
  EXPECT_EQ(reading.problems, Lines{});
  ASSERT_EQ(reading.receivers.size(), 1U);
  EXPECT_FALSE(reading.receivers[0].email.at(0).smtp.require_tls);
  EXPECT_EQ(reading.receivers[0].pagerduty.at(0).url, "http://127.0.0.1:29080/pagerduty");
}

TEST(Receivers, HaveNamesOfTheirOwn) {
  EXPECT_TRUE(read_receiver_text("receivers: [{ name: a }, { name: a }]")
                  .mentions("receivers[1].name: there is another receiver named \"a\""));
  EXPECT_TRUE(read_receiver_text("receivers: [{ name: '' }]").mentions("must not be empty"));
  EXPECT_TRUE(read_receiver_text("receivers: [{}]").mentions("name"));
}

TEST(Receivers, NameWhatIsNotDone) {
  const ReceiverReading reading = read_receiver_text(R"(
receivers:
- name: a
  telegram_configs: [{ chat_id: 1 }]
  opsgenie_configs: []
)");
  EXPECT_EQ(reading.problems.size(), 2U);
  EXPECT_TRUE(
      reading.mentions("am.yml:4:21: receivers[0].telegram_configs: is not supported: this "
                       "program tells Slack, email, PagerDuty and webhooks"))
      << reading.problems.front();
  EXPECT_TRUE(reading.mentions("opsgenie_configs"));
}

TEST(Receivers, HintAtMistypedKeys) {
  EXPECT_TRUE(read_receiver_text("receivers: [{ name: a, slack_config: [] }]")
                  .mentions("did you mean \"slack_configs\""))
      << read_receiver_text("receivers: [{ name: a, slack_config: [] }]").problems.front();
}

TEST(RateLimitSection, NeedsBothNumbers) {
  const auto problems = [](const std::string& limit) {
    return read_receiver_text("receivers: [{ name: a, rate_limit: " + limit + " }]");
  };
  EXPECT_TRUE(problems("{ messages: 0, per: 1m }").mentions("must be at least 1"));
  EXPECT_TRUE(problems("{ messages: 1 }").mentions("per"));
  EXPECT_TRUE(problems("{ per: 1m }").mentions("messages"));
}

TEST(DeliveryDefaults, NoteWhatNoReceiverHereUses) {
  const ReceiverReading reading =
      read_receiver_text("global: { opsgenie_api_key: k, wechat_api_url: 'http://w' }");
  EXPECT_EQ(reading.problems, Lines{});
  EXPECT_EQ(reading.notes.size(), 2U);
  EXPECT_TRUE(reading.notes_mention("global.opsgenie_api_key: is ignored"));
}

TEST(DeliveryDefaults, SayWhatIsWrong) {
  const ReceiverReading reading = read_receiver_text(R"(
global:
  smtp_smarthost: mail.example.org
  smtp_from: nobody
  smtp_hello: 'a b'
  slack_api_url: hooks.slack.com
  pagerduty_url: ftp://x
)");
  EXPECT_TRUE(reading.mentions("am.yml:3:19: global.smtp_smarthost: must be HOST:PORT"));
  EXPECT_TRUE(reading.mentions("global.smtp_from: \"nobody\" is not a mail address"));
  EXPECT_TRUE(reading.mentions("global.smtp_hello: must be a host's name"));
  EXPECT_TRUE(reading.mentions("global.slack_api_url: must be a URL"));
  EXPECT_TRUE(reading.mentions("global.pagerduty_url: must be a URL"));
}

TEST(DeliveryDefaults, ReadSecretsFromFilesBesideTheConfiguration) {
  const testing::TemporaryDirectory directory;
  directory.write("slack", "https://hooks.slack.com/secret\n");
  const ReceiverReading reading =
      read_receiver_text("global: { slack_api_url_file: slack, smtp_auth_password_file: gone }",
                         directory.path("am.yml"));
  EXPECT_EQ(reading.defaults.slack_url.file, directory.path("slack"));
  EXPECT_TRUE(reading.mentions("gone"));
  for (const std::string& problem : reading.problems) {
    EXPECT_EQ(problem.find("hooks.slack.com"), std::string::npos);
  }
}

TEST(TemplateFiles, AreNotEmpty) {
  EXPECT_TRUE(read_receiver_text("templates: ['']").mentions("a path must not be empty"));
}

}  // namespace
}  // namespace silicon::config
