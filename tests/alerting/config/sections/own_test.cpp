#include "alerting/config/sections/own.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using testing::config_problems;
using testing::mentions;
using testing::sound_config;

TEST(OwnSections, AreReadWhole) {
  const Config config = sound_config(R"(
storage: { retention: 2h, max_bytes: 32MiB, max_series: 5000 }
state: { path: state, save_interval: 5m, history_retention: 7d }
evaluation:
  on_missing: resolve
  report_empty_after: 3
  resend_delay: 0s
  lookback_delta: 2m
  query_timeout: 10s
  query_max_samples: 1000
web:
  listen_address: 127.0.0.1:9000
  external_url: https://alerts.example.org/x/
  reload: false
log: { level: debug }
)");
  EXPECT_EQ(config.storage.retention, 2h);
  EXPECT_EQ(config.storage.max_bytes, 32U << 20);
  EXPECT_EQ(config.storage.max_series, 5000U);
  EXPECT_EQ(config.state.path, "/etc/silicon/state");
  EXPECT_EQ(config.state.save_interval, 5min);
  EXPECT_EQ(config.state.history_retention, 24h * 7);
  EXPECT_EQ(config.evaluation.on_missing, OnMissing::resolve);
  EXPECT_EQ(config.evaluation.report_empty_after, 3U);
  EXPECT_EQ(config.evaluation.resend_delay, 0s);
  EXPECT_EQ(config.evaluation.lookback_delta, 2min);
  EXPECT_EQ(config.evaluation.query_timeout, 10s);
  EXPECT_EQ(config.evaluation.query_max_samples, 1000U);
  EXPECT_EQ(config.web.server.address, (runtime::ListenAddress{"127.0.0.1", 9000}));
  EXPECT_EQ(config.web.external_url, "https://alerts.example.org/x");
  EXPECT_FALSE(config.web.reload);
  EXPECT_EQ(config.log.level, runtime::LogLevel::debug);
}

TEST(OwnSections, KeepAlertsWhoseDataIsMissingUnlessToldOtherwise) {
  EXPECT_EQ(sound_config("").evaluation.on_missing, OnMissing::keep);
}

TEST(OwnSections, OpenNoAddressToOthersWithoutAuthentication) {
  EXPECT_TRUE(
      mentions(config_problems("web: { listen_address: '0.0.0.0:9925' }"), "web.listen_address: "));
  EXPECT_EQ(config_problems("web: { listen_address: '0.0.0.0:1', allow_unauthenticated: true }"),
            "");
  EXPECT_EQ(config_problems("web: { listen_address: '0.0.0.0:1', bearer_tokens: [{ token: a }] }"),
            "");
}

TEST(OwnSections, KeepLimitsThatMakeSense) {
  EXPECT_TRUE(mentions(config_problems("storage: { max_bytes: 1KB }"), "must be at least 1MiB"));
  EXPECT_TRUE(mentions(config_problems("storage: { retention: 1s }"), "must be at least 1m"));
}

TEST(ForeignSections, OfPrometheusAreNoted) {
  const Config config = sound_config(
      "remote_write: [{ url: 'http://x' }]\nstorage: { tsdb: { out_of_order_time_window: 1h } }\n"
      "tracing: {}\n");
  ASSERT_EQ(config.notes.size(), 3U);
  EXPECT_TRUE(mentions(config.notes[0], "storage.tsdb: is ignored"));
  EXPECT_TRUE(mentions(config.notes[1], ":1:15: remote_write: is ignored"));
}

}  // namespace
}  // namespace silicon::config
