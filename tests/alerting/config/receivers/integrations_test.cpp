#include "alerting/config/receivers/integrations.hpp"

#include <gtest/gtest.h>

#include "tests/support/notify/receiver_reading.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using testing::read_receiver_text;
using testing::ReceiverReading;
using Lines = std::vector<std::string>;

// A receiver with one integration, below a `global`.
ReceiverReading read_one(const std::string& kind, const std::string& integration,
                         const std::string& global = "{}") {
  return read_receiver_text("global: " + global + "\nreceivers:\n- name: r\n  " + kind + ":\n  - " +
                            integration);
}

Receiver sound(const ReceiverReading& reading) {
  EXPECT_EQ(reading.problems, Lines{});
  return reading.receivers.empty() ? Receiver{} : reading.receivers.front();
}

TEST(SlackConfig, HasEveryFieldOfAlertmanagers) {
  const SlackIntegration slack = sound(read_one("slack_configs", R"({
      api_url: 'https://hooks.slack.com/x', channel: '#c', username: u, color: red, title: t,
      title_link: http://l, pretext: p, text: '{{ .Status }}', fallback: f, callback_id: c,
      icon_emoji: ':e:', icon_url: http://i, footer: fo, image_url: http://im,
      thumb_url: http://th, message_text: m, short_fields: true, link_names: true,
      mrkdwn_in: [text], send_resolved: true, timeout: 3s, http_config: { bearer_token: a },
      fields: [{ title: a, value: b, short: false }, { title: c, value: d }],
      actions: [{ type: button, text: x, url: http://a, style: primary, name: n, value: v,
                  confirm: { text: sure, title: t, ok_text: o, dismiss_text: d } }] })"))
                                     .slack.at(0);
  EXPECT_EQ(slack.url.text.expose(), "https://hooks.slack.com/x");
  EXPECT_FALSE(slack.settings.bot);
  EXPECT_EQ(slack.settings.channel, "#c");
  EXPECT_EQ(slack.settings.text, "{{ .Status }}");
  EXPECT_EQ(slack.settings.message_text, "m");
  EXPECT_TRUE(slack.settings.short_fields);
  EXPECT_TRUE(slack.settings.link_names);
  EXPECT_EQ(slack.settings.mrkdwn_in, Lines{"text"});
  EXPECT_EQ(slack.settings.fields.at(0).is_short, false);
  EXPECT_EQ(slack.settings.fields.at(1).is_short, std::nullopt);
  EXPECT_EQ(slack.settings.actions.at(0).confirm->ok_text, "o");
  EXPECT_EQ(slack.timeout, 3s);
  EXPECT_TRUE(slack.http.authorization);
}

TEST(SlackConfig, MayBeABots) {
  const SlackIntegration bot =
      sound(
          read_one("slack_configs", "{ app_token: '${TOKEN}', channel: c, update_message: true }"))
          .slack.at(0);
  EXPECT_TRUE(bot.settings.bot);
  EXPECT_TRUE(bot.settings.update_message);
  EXPECT_EQ(bot.token.text.expose(), "t0k3n");
  EXPECT_EQ(bot.url.text.expose(), "https://slack.com/api/chat.postMessage");
  const SlackIntegration global =
      sound(read_one("slack_configs", "{ channel: c }",
                     "{ slack_app_token: t, slack_app_url: 'http://s/api/chat.postMessage' }"))
          .slack.at(0);
  EXPECT_TRUE(global.settings.bot);
  EXPECT_EQ(global.url.text.expose(), "http://s/api/chat.postMessage");
  const SlackIntegration old =
      sound(read_one("slack_configs",
                     "{ api_url: 'https://slack.com/api/chat.postMessage', "
                     "channel: c, http_config: { bearer_token: t } }"))
          .slack.at(0);
  EXPECT_TRUE(old.settings.bot);
}

TEST(SlackConfig, GoesBeforeWhatGlobalSays) {
  const SlackIntegration own =
      sound(read_one("slack_configs", "{ api_url: 'http://own' }", "{ slack_app_token: t }"))
          .slack.at(0);
  EXPECT_FALSE(own.settings.bot);
  EXPECT_TRUE(own.token.empty());
  EXPECT_EQ(own.url.text.expose(), "http://own");
}

TEST(SlackConfig, SaysWhatIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"{ channel: c }", "needs api_url (or slack_api_url in global), or a bot's app_token"},
      {"{ api_url: 'http://a', app_token: t, channel: c }", "at most one of api_url and app_token"},
      {"{ api_url: 'http://{{ .Status }}' }", "a label must not choose a host"},
      {"{ api_url: 'http://a', update_message: true }", "update_message: needs a bot"},
      {"{ app_token: t }", "a bot needs a channel"},
      {"{ app_token: t, channel: c, http_config: { bearer_token: x } }",
       "goes not with another authorization"},
      {"{ api_url: 'http://a', title: '{{ .Status' }", "title: template: title:1: unclosed action"},
      {"{ api_url: 'http://a', text: '{{ nonsense }}' }", "function \"nonsense\" not defined"},
      {"{ api_url: 'http://a', fields: [{ title: a }] }", "fields[0]: needs a value"},
      {"{ api_url: 'http://a', actions: [{ type: a, text: b }] }", "needs a url or a name"},
      {"{ api_url: 'http://a', blocks: [] }", "blocks: is not supported"},
      {"{ api_url: 'http://a', chanel: c }", "did you mean \"channel\""},
  };
  for (const auto& [text, problem] : cases) {
    const ReceiverReading reading = read_one("slack_configs", text);
    EXPECT_TRUE(reading.mentions(problem))
        << text << ": " << ::testing::PrintToString(reading.problems);
  }
}

TEST(EmailConfig, HasEveryFieldOfAlertmanagers) {
  const EmailIntegration email = sound(read_one("email_configs", R"({
      to: 'a@b, {{ .CommonLabels.owner }}@c', from: x@y, smarthost: '[::1]:465', hello: me,
      auth_username: u, auth_password: p, auth_secret: s, auth_identity: i,
      headers: { subject: '{{ .Status }}', X-Team: ops }, html: '<b>', text: t,
      tls_config: { server_name: n, insecure_skip_verify: true }, send_resolved: true,
      threading: { enabled: true, thread_by_date: none }, timeout: 5s })"))
                                     .email.at(0);
  EXPECT_EQ(email.smtp.host, "::1");
  EXPECT_EQ(email.smtp.port, "465");
  EXPECT_TRUE(email.smtp.implicit_tls);
  EXPECT_EQ(email.smtp.hello, "me");
  EXPECT_EQ(email.smtp.username, "u");
  EXPECT_EQ(email.smtp.password.text.expose(), "p");
  EXPECT_EQ(email.smtp.secret.text.expose(), "s");
  EXPECT_EQ(email.smtp.identity, "i");
  EXPECT_EQ(email.smtp.tls.server_name, "n");
  EXPECT_EQ(email.settings.from, "x@y");
  EXPECT_EQ(email.settings.headers.at("X-Team"), "ops");
  EXPECT_EQ(email.settings.threading, email::Threading::always);
  EXPECT_TRUE(email.send_resolved);
  EXPECT_EQ(email.timeout, 5s);
}

TEST(EmailConfig, WantsTlsUnlessItIsToldNotTo) {
  const std::string basics = "{ to: a@b, from: c@d, smarthost: 'm:25'";
  EXPECT_TRUE(sound(read_one("email_configs", basics + " }")).email.at(0).smtp.require_tls);
  EXPECT_FALSE(sound(read_one("email_configs", basics + ", require_tls: false }"))
                   .email.at(0)
                   .smtp.require_tls);
  EXPECT_FALSE(sound(read_one("email_configs", basics + " }", "{ smtp_require_tls: false }"))
                   .email.at(0)
                   .smtp.require_tls);
  EXPECT_TRUE(read_one("email_configs", basics + ", require_tls: false, auth_password: p }")
                  .mentions("a password must not go over an unprotected connection"));
}

TEST(EmailConfig, SaysWhatIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"{ from: a@b, smarthost: 'm:25' }", "needs to: whom to write to"},
      {"{ to: a@b, smarthost: 'm:25' }", "needs from (or smtp_from in global)"},
      {"{ to: a@b, from: c@d }", "needs smarthost (or smtp_smarthost in global)"},
      {"{ to: ab, from: c@d, smarthost: 'm:25' }", "to: \"ab\" is not a mail address"},
      {"{ to: a@b, from: c@d, smarthost: 'm:99999' }", "must be HOST:PORT"},
      {"{ to: a@b, from: c@d, smarthost: 'http://m:25' }", "must be HOST:PORT"},
      {"{ to: a@b, from: c@d, smarthost: 'm:25', headers: { Subject: a, SUBJECT: b } }",
       "is the same header as"},
      {"{ to: a@b, from: c@d, smarthost: 'm:25', headers: { Content-Type: a } }",
       "\"Content-Type\" is for the program to set"},
      {"{ to: a@b, from: c@d, smarthost: 'm:25', headers: { X: '{{' } }",
       "headers: template: X:1:"},
      {"{ to: a@b, from: c@d, smarthost: 'm:25', html: '{{ nonsense }}' }",
       "html: template: html:1"},
      {"{ to: a@b, from: c@d, smarthost: 'm:25', threading: { thread_by_date: weekly } }",
       "thread_by_date"},
  };
  for (const auto& [text, problem] : cases) {
    const ReceiverReading reading = read_one("email_configs", text);
    EXPECT_TRUE(reading.mentions(problem))
        << text << ": " << ::testing::PrintToString(reading.problems);
  }
}

TEST(PagerDutyConfig, HasEveryFieldOfAlertmanagers) {
  const PagerDutyIntegration pagerduty = sound(read_one("pagerduty_configs", R"({
      routing_key: k, url: http://p, client: c, client_url: http://c, description: d,
      severity: '{{ .CommonLabels.severity }}', class: cl, component: co, group: g,
      details: { firing: f, mine: m }, images: [{ src: s, alt: a, href: h }],
      links: [{ href: h, text: t }], send_resolved: false, timeout: 4s, incident: alert })"))
                                             .pagerduty.at(0);
  EXPECT_EQ(pagerduty.routing_key.text.expose(), "k");
  EXPECT_EQ(pagerduty.url, "http://p");
  EXPECT_EQ(pagerduty.settings.source, "c") << "the client's, where none is stated";
  EXPECT_EQ(pagerduty.settings.details.at("firing"), "f");
  EXPECT_EQ(pagerduty.settings.details.at("mine"), "m");
  EXPECT_EQ(pagerduty.settings.details.count("num_firing"), 1U);
  EXPECT_EQ(pagerduty.settings.images.at(0).alt, "a");
  EXPECT_EQ(pagerduty.settings.links.at(0).text, "t");
  EXPECT_EQ(pagerduty.settings.incident, pagerduty::Incident::alert);
  EXPECT_FALSE(pagerduty.send_resolved);
  EXPECT_EQ(pagerduty.timeout, 4s);
}

TEST(PagerDutyConfig, SaysWhatIsWrong) {
  EXPECT_TRUE(read_one("pagerduty_configs", "{}").mentions("needs routing_key"));
  const ReceiverReading old = read_one("pagerduty_configs", "{ service_key: k }");
  EXPECT_EQ(old.problems.size(), 1U);
  EXPECT_TRUE(old.mentions("service_key: is not supported: PagerDuty's Events API v1"));
  EXPECT_TRUE(read_one("pagerduty_configs", "{ routing_key: k, details: { a: '{{' } }")
                  .mentions("details: template: a:1"));
}

TEST(WebhookConfig, HasEveryFieldOfAlertmanagers) {
  const WebhookIntegration webhook =
      sound(read_one("webhook_configs",
                     "{ url: 'http://h/x', max_alerts: 3, timeout: 2s, "
                     "send_resolved: false, extra_fields: true, http_config: "
                     "{ basic_auth: { username: a, password: b } } }",
                     "{ http_config: { proxy_url: 'http://p' } }"))
          .webhooks.at(0);
  EXPECT_EQ(webhook.settings.max_alerts, 3U);
  EXPECT_EQ(webhook.settings.extras, webhook::Extras::values);
  EXPECT_EQ(webhook.timeout, 2s);
  EXPECT_FALSE(webhook.send_resolved);
  EXPECT_TRUE(webhook.http.basic);
  EXPECT_EQ(webhook.http.proxy.url, "") << "stated as a whole";
  const WebhookIntegration plain = sound(read_one("webhook_configs", "{ url: 'http://h' }",
                                                  "{ http_config: { proxy_url: 'http://p' } }"))
                                       .webhooks.at(0);
  EXPECT_EQ(plain.http.proxy.url, "http://p");
  EXPECT_EQ(plain.settings.extras, webhook::Extras::none);
}

TEST(WebhookConfig, SaysWhatIsWrong) {
  EXPECT_TRUE(read_one("webhook_configs", "{}").mentions("needs url or url_file"));
  EXPECT_TRUE(read_one("webhook_configs", "{ url: 'h' }").mentions("must be a URL"));
  EXPECT_TRUE(read_one("webhook_configs", "{ url: 'http://h', payload: x }")
                  .mentions("payload: is not supported"));
}

}  // namespace
}  // namespace silicon::config
