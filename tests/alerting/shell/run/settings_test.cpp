#include "alerting/shell/run/settings.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_groups.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;

TEST(SettingsOf, TakesEverythingOverFromTheConfiguration) {
  config::Config config;
  config.scrapes.resize(1);
  config.scrapes[0].job.name = "node";
  config.alertmanagers.resize(1);
  config.webhooks.push_back({});
  config.webhooks[0].name = "ops";
  config.webhooks[0].send_resolved = false;
  config.global.external_labels = {{"site", "a"}};
  config.global.evaluation_interval = 15s;
  config.evaluation.resend_delay = 2min;
  config.evaluation.lookback_delta = 3min;
  config.evaluation.on_missing = config::OnMissing::resolve;
  config.evaluation.language.experimental_functions = true;
  config.state.save_interval = 10s;
  const engine::Settings settings = settings_of(config, {}, "http://here:9925");
  ASSERT_EQ(settings.jobs.size(), 1U);
  EXPECT_EQ(settings.jobs[0]->name, "node");
  EXPECT_TRUE(settings.has_alertmanagers);
  ASSERT_EQ(settings.receivers.size(), 1U);
  EXPECT_EQ(settings.receivers[0].name, "ops");
  EXPECT_FALSE(settings.receivers[0].send_resolved);
  EXPECT_EQ(settings.external_labels, (core::Labels{{"site", "a"}}));
  EXPECT_EQ(settings.external_url, "http://here:9925");
  EXPECT_EQ(settings.options.lookback, 3min);
  EXPECT_EQ(settings.options.subquery_step, 15s);
  EXPECT_TRUE(settings.options.experimental_functions);
  EXPECT_EQ(settings.resend_delay, 2min);
  EXPECT_EQ(settings.on_missing, rules::OnMissing::resolve);
  EXPECT_EQ(settings.save_interval, 10s);
}

TEST(SettingsOf, KeepsSamplesAsLongAsRulesLookBack) {
  config::Config config;
  EXPECT_EQ(settings_of(config, {}, "").samples_retention, 15min);
  const auto group = testing::group_of("g", {testing::alerting("A", "rate(x[1h]) > 1")});
  EXPECT_EQ(settings_of(config, {group}, "").samples_retention, 65min);
  config.storage.retention = 30min;
  EXPECT_EQ(settings_of(config, {group}, "").samples_retention, 30min);
}

TEST(SettingsOf, PrefersTheExternalUrlThatIsStated) {
  config::Config config;
  config.web.external_url = "https://alerts.example";
  EXPECT_EQ(settings_of(config, {}, "http://here").external_url, "https://alerts.example");
}

TEST(DefaultExternalUrl, NamesTheHostWhereTheAddressDoesNot) {
  runtime::HttpServerOptions server;
  server.address = {"127.0.0.1", 9925};
  EXPECT_EQ(default_external_url(server, "mini"), "http://mini:9925");
  server.address = {"", 9925};
  EXPECT_EQ(default_external_url(server, "mini"), "http://mini:9925");
  server.address = {"10.0.0.1", 1};
  server.tls = runtime::TlsOptions{};
  EXPECT_EQ(default_external_url(server, "mini"), "https://10.0.0.1:1");
}

}  // namespace
}  // namespace silicon::shell
