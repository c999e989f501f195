#include "alerting/metrics/routing_metrics.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routed_alerter.hpp"

namespace silicon::metrics {
namespace {

using std::chrono::minutes;

class RoutingMetrics : public ::testing::Test {
 protected:
  // Of the one series with these labels.
  std::optional<double> value(std::string_view name, const core::Labels& labels = {}) {
    for (const core::Family& family : metrics_of(alerter_.engine->notifier(), alerter_.now)) {
      if (family.name != name) continue;
      for (const core::Sample& sample : family.samples) {
        if (sample.labels == labels) return sample.value;
      }
    }
    return std::nullopt;
  }

  void silence(std::string_view matchers, core::Duration from, core::Duration to) {
    routing::Silence silence;
    silence.matchers = testing::matchers_of(matchers);
    silence.starts_at = alerter_.now + from;
    silence.ends_at = alerter_.now + to;
    engine::Notifier::Work work;
    ASSERT_TRUE(alerter_.engine->notifier()
                    .set_silence(silence, std::string(matchers), alerter_.now, work)
                    .ok());
  }

  testing::RoutedAlerter alerter_;
};

TEST_F(RoutingMetrics, CountAlertsByState) {
  alerter_.post({{"alertname", "Down"}});
  alerter_.post({{"alertname", "Full"}});
  silence("alertname=Down", minutes(0), minutes(5));
  EXPECT_EQ(value("alertmanager_alerts", {{"state", "active"}}), 1);
  EXPECT_EQ(value("alertmanager_alerts", {{"state", "suppressed"}}), 1);
  EXPECT_EQ(value("alertmanager_alerts", {{"state", "unprocessed"}}), 0);
  EXPECT_EQ(value("alertmanager_dispatcher_aggregation_groups"), 2);
}

TEST_F(RoutingMetrics, CountSilencesByState) {
  silence("a=b", minutes(0), minutes(1));
  silence("a=c", minutes(0), minutes(60));
  silence("a=d", minutes(30), minutes(60));
  alerter_.run_for(minutes(2));
  EXPECT_EQ(value("alertmanager_silences", {{"state", "active"}}), 1);
  EXPECT_EQ(value("alertmanager_silences", {{"state", "expired"}}), 1);
  EXPECT_EQ(value("alertmanager_silences", {{"state", "pending"}}), 1);
}

TEST_F(RoutingMetrics, CountWhatCameByTheApi) {
  alerter_.post({{"alertname", "Down"}});
  alert::Notice over;
  over.labels = {{"alertname", "Full"}};
  over.resolved = true;
  alerter_.engine->notifier().take(engine::AlertsPosted{{over}, 3});
  EXPECT_EQ(value("alertmanager_alerts_received_total", {{"status", "firing"}, {"version", "v2"}}),
            1);
  EXPECT_EQ(
      value("alertmanager_alerts_received_total", {{"status", "resolved"}, {"version", "v2"}}), 1);
  EXPECT_EQ(value("alertmanager_alerts_invalid_total", {{"version", "v2"}}), 3);
}

TEST_F(RoutingMetrics, CountReceivers) {
  EXPECT_EQ(value("alertmanager_receivers"), 2);
  EXPECT_EQ(value("alertmanager_integrations"), 2);
}

TEST(RoutingMetricsWithoutRoutes, AreNotThere) {
  const testing::RoutedAlerter alerter(testing::routed_settings(false));
  EXPECT_TRUE(metrics_of(alerter.engine->notifier(), alerter.now).empty());
}

}  // namespace
}  // namespace silicon::metrics
