#include "alerting/config/read.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using testing::config_problems;
using testing::mentions;
using testing::sound_config;

TEST(ReadConfig, OfNothingIsTheDefault) {
  const Config config = sound_config("");
  EXPECT_EQ(config.file, "/etc/silicon/alerter.yml");
  EXPECT_EQ(config.global.scrape_interval, 1min);
  EXPECT_EQ(config.global.scrape_timeout, 10s);
  EXPECT_EQ(config.global.evaluation_interval, 1min);
  EXPECT_EQ(config.web.server.address, (runtime::ListenAddress{"127.0.0.1", 9925}));
  EXPECT_EQ(config.state.path, "/etc/silicon/data");
  EXPECT_TRUE(config.scrapes.empty());
  EXPECT_TRUE(config.notes.empty());
}

TEST(ReadConfig, ReadsGlobal) {
  const Config config = sound_config(R"(
global:
  scrape_interval: 15s
  evaluation_interval: 30s
  rule_query_offset: 5s
  external_labels: { cluster: a, region: '${TOKEN}', price: 5$$ }
)");
  EXPECT_EQ(config.global.scrape_interval, 15s);
  EXPECT_EQ(config.global.scrape_timeout, 10s);
  EXPECT_EQ(config.global.evaluation_interval, 30s);
  EXPECT_EQ(config.global.rule_query_offset, 5s);
  EXPECT_EQ(config.global.external_labels,
            (core::Labels{{"cluster", "a"}, {"price", "5$"}, {"region", "s3cret"}}));
}

TEST(ReadConfig, ReadsRuleFilesRelativeToItself) {
  EXPECT_EQ(sound_config("rule_files: [rules/*.yml, /etc/b.yml]").rule_files,
            (std::vector<std::string>{"/etc/silicon/rules/*.yml", "/etc/b.yml"}));
  EXPECT_EQ(config_problems("rule_files: a.yml"),
            "a.yml:1:13: rule_files: must be a list, not one value");
}

TEST(ReadConfig, NamesAllMistakesAtOnce) {
  EXPECT_EQ(
      config_problems(R"(global: { scrape_interval: soon, external_labels: { __name__: a } }
scrape_config: []
scrape_configs:
- job_name: a
  static_configs: [{ targets: a:1 }]
storage: { retention: 6 }
)"),
      "a.yml:1:28: global.scrape_interval: \"soon\" is not a duration: expected a whole "
      "number such as in "
      "\"1h30m\"\n"
      "a.yml:1:51: global.external_labels: \"__name__\" is not a valid label name\n"
      "a.yml:5:31: scrape_configs[0].static_configs[0].targets: must be a list, not one value\n"
      "a.yml:6:23: storage.retention: \"6\" is not a duration: a number lacks its unit (y, "
      "w, d, h, "
      "m, s or ms)\n"
      "a.yml:2:1: unknown key \"scrape_config\"; did you mean \"scrape_configs\"?");
}

TEST(ReadConfig, ShowsItselfWithoutSecrets) {
  const Config config = sound_config(
      "scrape_configs: [{ job_name: a, basic_auth: { username: u, password: hush } }]");
  EXPECT_EQ(config.shown,
            "scrape_configs:\n  -\n    job_name: a\n    basic_auth:\n      username: u\n"
            "      password: <secret>\n");
}

// The parts of an alertmanager.yml that people have: read as it is.
TEST(ReadConfig, TakesAUsersAlertmanagerYmlAsItIs) {
  const Config config = sound_config(R"(
global:
  resolve_timeout: 7m
  smtp_smarthost: 'mail.example.org:587'
  smtp_from: 'alerts@example.org'
  slack_api_url: 'https://hooks.slack.example/hush'
  opsgenie_api_url: 'https://api.opsgenie.example/'
templates: ['templates/*.tmpl']
route:
  receiver: team
  group_by: [alertname, cluster]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 3h
  routes:
  - match_re: { service: ^(foo1|foo2)$ }
    receiver: pager
    routes: [{ match: { severity: critical }, receiver: pager, mute_time_intervals: [offhours] }]
inhibit_rules:
- source_matchers: [severity="critical"]
  target_matchers: [severity="warning"]
  equal: [alertname, cluster]
time_intervals:
- name: offhours
  time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }], location: Europe/Berlin }]
receivers:
- name: team
  email_configs: [{ to: team@example.org }]
  slack_configs: [{ channel: '#ops' }]
- name: pager
  pagerduty_configs: [{ routing_key: hush }]
)");
  EXPECT_EQ(config.delivery.resolve_timeout, std::chrono::minutes(7));
  EXPECT_EQ(config.receivers.size(), 2U);
  ASSERT_TRUE(config.routing);
  EXPECT_EQ(config.routing->root.routes.size(), 1U);
  EXPECT_EQ(config.routing->time_intervals.size(), 1U);
  EXPECT_EQ(config.template_files.size(), 1U);
  EXPECT_TRUE(mentions(config.notes.at(0), "opsgenie_api_url: is ignored"));
  EXPECT_FALSE(mentions(config.shown, "hush"));
}

TEST(ReadConfig, NamesReceiversThatItCannotTell) {
  EXPECT_TRUE(mentions(config_problems("receivers: [{ name: a, webex_configs: [{}] }]"),
                       "receivers[0].webex_configs: is not supported"));
}

// What people start from: Prometheus's own example, as its package installs it, in our words.
TEST(ReadConfig, TakesAUsersPrometheusYmlAsItIs) {
  const Config config = sound_config(R"(
# Sample config.
global:
  scrape_interval:     15s
  evaluation_interval: 15s
  external_labels:
      monitor: 'example'
alerting:
  alertmanagers:
  - static_configs:
    - targets: ['localhost:9093']
rule_files:
  # - "first_rules.yml"
scrape_configs:
  - job_name: 'prometheus'
    scrape_interval: 5s
    scrape_timeout: 5s
    static_configs:
      - targets: ['localhost:9090']
  - job_name: node
    static_configs:
      - targets: ['localhost:9100']
remote_write:
  - url: http://long-term/write
)");
  ASSERT_EQ(config.scrapes.size(), 2U);
  EXPECT_EQ(config.scrapes[0].job.interval, 5s);
  EXPECT_EQ(config.scrapes[1].job.interval, 15s);
  EXPECT_EQ(config.alertmanagers.size(), 1U);
  ASSERT_EQ(config.notes.size(), 1U);
  EXPECT_TRUE(mentions(config.notes[0], "remote_write: is ignored"));
}

// Prometheus's real ones, where they are at hand.
TEST(ReadConfig, TakesTheConfigurationsThatPrometheusRanWith) {
  const std::filesystem::path file = std::filesystem::path(SILICON_SOURCE_DIR) /
                                     "../shared/data/golden/prometheus-3.5.3/prometheus.yml";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no prometheus.yml of a real Prometheus here";
  std::ifstream stream(file);
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  const Config config = sound_config(text);
  EXPECT_FALSE(config.scrapes.empty());
  EXPECT_FALSE(config.alertmanagers.empty());
}

}  // namespace
}  // namespace silicon::config
