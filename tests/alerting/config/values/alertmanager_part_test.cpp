#include "alerting/config/values/alertmanager_part.hpp"

#include <gtest/gtest.h>

namespace silicon::config {
namespace {

TEST(AlertmanagerPart, HasItsSectionsAlone) {
  EXPECT_EQ(alertmanager_part(
                "global: { scrape_interval: 1s, resolve_timeout: 3m }\n"
                "scrape_configs: []\n"
                "route: { receiver: a }\n"
                "web: { listen_address: x }\n"
                "receivers: [{ name: a }]\n"
                "templates: [t.tmpl]\n"
                "time_intervals: [{ name: n, time_intervals: [{ weekdays: [monday] }] }]\n"),
            "global:\n  resolve_timeout: 3m\n"
            "route:\n  receiver: a\n"
            "time_intervals:\n  -\n    name: n\n    time_intervals:\n      -\n"
            "        weekdays:\n          - monday\n"
            "templates:\n  - t.tmpl\n"
            "receivers:\n  -\n    name: a\n");
}

TEST(AlertmanagerPart, HasNoKeysOfOurs) {
  EXPECT_EQ(
      alertmanager_part("route:\n"
                        "  receiver: a\n"
                        "  resolve_wait: 1m\n"
                        "  routes:\n"
                        "  - { receiver: b, escalation: [{ after: 1m, receiver: a }], routes: [{ "
                        "resolve_wait: 1s, receiver: c }] }\n"
                        "inhibit_rules: [{ name: n, source_matchers: [a=b], equal: [c] }]\n"
                        "receivers: [{ name: a, rate_limit: { messages: 1 } }]\n"),
      "route:\n  receiver: a\n  routes:\n    -\n      receiver: b\n      routes:\n"
      "        -\n          receiver: c\n"
      "inhibit_rules:\n  -\n    source_matchers:\n      - a=b\n    equal:\n      - c\n"
      "receivers:\n  -\n    name: a\n");
}

TEST(AlertmanagerPart, HidesWhoWeAre) {
  const std::string shown = alertmanager_part(
      "route: { receiver: a }\n"
      "receivers:\n"
      "- name: a\n"
      "  slack_configs: [{ app_token: hush, update_message: true, channel: '#x' }]\n"
      "  webhook_configs: [{ url: 'http://h/hush', http_config: { bearer_token: hush } }]\n"
      "  pagerduty_configs: [{ routing_key_file: hush }]\n"
      "  email_configs: [{ to: ann@example.org, auth_password: hush }]\n");
  EXPECT_EQ(shown,
            "route:\n  receiver: a\n"
            "receivers:\n  -\n    name: a\n"
            "    slack_configs:\n      -\n        channel: \"#x\"\n        api_url: <secret>\n"
            "    email_configs:\n      -\n        to: ann@example.org\n"
            "    pagerduty_configs:\n      -\n        routing_key: <secret>\n"
            "    webhook_configs:\n      -\n        url: http://hidden.invalid/\n");
}

TEST(AlertmanagerPart, IsNothingWithoutARoute) {
  EXPECT_EQ(alertmanager_part("scrape_configs: []\n"), "");
  EXPECT_EQ(alertmanager_part("route: [\n"), "");
  EXPECT_EQ(alertmanager_part(""), "");
}

TEST(AlertmanagerPart, TakesWhateverStandsThere) {
  for (const char* text : {"route: x\n", "route: []\n", "route: {}\nreceivers: { a: b }\n",
                           "route: { routes: [1, [2]] }\nreceivers: [1, { slack_configs: 2 }]\n"}) {
    EXPECT_NE(alertmanager_part(text), "") << text;
  }
}

}  // namespace
}  // namespace silicon::config
