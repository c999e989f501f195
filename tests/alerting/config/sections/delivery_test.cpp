#include "alerting/config/sections/delivery.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using testing::config_problems;
using testing::mentions;
using testing::sound_config;

TEST(AlertingSection, ReadsAlertmanagers) {
  const Config config = sound_config(R"(
alerting:
  alert_relabel_configs: [{ action: labeldrop, regex: replica }]
  alertmanagers:
  - scheme: https
    path_prefix: /am
    timeout: 3s
    api_version: v2
    static_configs: [{ targets: [am:9093] }]
    relabel_configs: [{ action: keep, source_labels: [__address__], regex: am.* }]
    alert_relabel_configs: [{ target_label: to, replacement: am }]
    basic_auth: { username: a, password: b }
  - file_sd_configs: [{ files: [am.json] }]
)");
  EXPECT_EQ(config.alert_relabel.size(), 1U);
  ASSERT_EQ(config.alertmanagers.size(), 2U);
  const AlertmanagerConfig& first = config.alertmanagers[0];
  EXPECT_EQ(first.scheme, "https");
  EXPECT_EQ(first.path_prefix, "/am");
  EXPECT_EQ(first.timeout, 3s);
  EXPECT_EQ(first.discovery.fixed.at(0).addresses, std::vector<std::string>{"am:9093"});
  EXPECT_EQ(first.relabel.size(), 1U);
  EXPECT_EQ(first.alert_relabel.size(), 1U);
  EXPECT_TRUE(first.http.basic);
  EXPECT_EQ(config.alertmanagers[1].timeout, 10s);
  EXPECT_EQ(config.alertmanagers[1].discovery.files.size(), 1U);
}

TEST(AlertingSection, RefusesTheOldApi) {
  EXPECT_TRUE(mentions(config_problems("alerting: { alertmanagers: [{ api_version: v1 }] }"),
                       "alertmanagers[0].api_version: must be v2"));
}

TEST(NotifySection, ReadsWebhooks) {
  const Config config = sound_config(R"(
notify:
  webhooks:
  - name: ops
    url: http://h:1/hook
    send_resolved: false
    max_alerts: 5
    timeout: 2s
    http_config: { bearer_token: a }
  - { name: other, url: '${TOKEN}' }
)");
  ASSERT_EQ(config.webhooks.size(), 2U);
  EXPECT_EQ(config.webhooks[0].name, "ops");
  EXPECT_EQ(config.webhooks[0].url.text.expose(), "http://h:1/hook");
  EXPECT_FALSE(config.webhooks[0].send_resolved);
  EXPECT_EQ(config.webhooks[0].max_alerts, 5U);
  EXPECT_EQ(config.webhooks[0].timeout, 2s);
  EXPECT_TRUE(config.webhooks[0].http.authorization);
  EXPECT_EQ(config.webhooks[1].url.text.expose(), "s3cret");
  EXPECT_TRUE(config.webhooks[1].send_resolved);
}

TEST(NotifySection, RefusesWebhooksThatCannotBe) {
  EXPECT_TRUE(
      mentions(config_problems("notify: { webhooks: [{ name: a }] }"), "needs url or url_file"));
  EXPECT_TRUE(mentions(config_problems("notify: { webhooks: [{ name: a, url: h }] }"),
                       "must be a URL that begins with http://"));
  EXPECT_TRUE(mentions(config_problems("notify: { webhooks: [{ url: 'http://h' }] }"),
                       "\"name\" is missing"));
  EXPECT_TRUE(mentions(config_problems("notify: { webhooks: [{ name: a, url: 'http://h' }, "
                                       "{ name: a, url: 'http://h' }] }"),
                       "there is another webhook named \"a\""));
}

}  // namespace
}  // namespace silicon::config
