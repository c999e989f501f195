#include "alerting/metrics/engine_metrics.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "tests/support/alerting/engine_world.hpp"

namespace silicon::metrics {
namespace {

using namespace std::chrono_literals;

class EngineMetrics : public ::testing::Test {
 protected:
  static engine::Settings settings() {
    auto job = std::make_shared<scrape::Job>();
    job->name = "node";
    job->interval = 10s;
    engine::Settings result;
    result.jobs = {job};
    result.groups = {testing::group_of(
        "g", {testing::alerting("High", "load > 5"), testing::alerting("Blind", "nothing > 5")})};
    return result;
  }

  // Of the one series with these labels.
  std::optional<double> value(std::string_view name, const core::Labels& labels = {}) {
    for (const core::Family& family : metrics_of(*world_.engine)) {
      if (family.name != name) continue;
      for (const core::Sample& sample : family.samples) {
        if (sample.labels == labels) return sample.value;
      }
    }
    return std::nullopt;
  }

  testing::EngineWorld world_{settings(), core::Instant(1'700'000'000s)};
  const core::Labels group_{{"rule_group", "rules.yml;g"}};
};

TEST_F(EngineMetrics, CountUnderPrometheusNames) {
  world_.answer = [](const std::string&, core::Instant) { return std::string("load 9\n"); };
  world_.run_for(60s);
  EXPECT_GE(value("prometheus_rule_group_iterations_total", group_), 6);
  EXPECT_EQ(value("prometheus_rule_group_iterations_missed_total", group_), 0);
  EXPECT_EQ(*value("prometheus_rule_evaluations_total", group_),
            2 * *value("prometheus_rule_group_iterations_total", group_));
  EXPECT_EQ(value("prometheus_rule_evaluation_failures_total", group_), 0);
  EXPECT_EQ(value("prometheus_rule_group_rules", group_), 2);
  EXPECT_EQ(value("prometheus_rule_group_interval_seconds", group_), 10);
  EXPECT_EQ(value("prometheus_target_scrape_pool_targets", {{"scrape_job", "node"}}), 1);
  EXPECT_EQ(value("silicon_alerter_scrape_failures_total"), 0);
}

TEST_F(EngineMetrics, SayHowManyAlertsAreInWhichState) {
  world_.answer = [](const std::string&, core::Instant) { return std::string("load 9\n"); };
  world_.run_for(60s);
  EXPECT_EQ(value("silicon_alerter_alerts", {{"state", "firing"}}), 1);
  EXPECT_EQ(value("silicon_alerter_alerts", {{"state", "pending"}}), 0);
  EXPECT_EQ(value("silicon_alerter_rules_without_series"), 1);
  world_.answer = [](const std::string&, core::Instant) { return std::nullopt; };
  world_.run_for(60s);
  EXPECT_EQ(value("silicon_alerter_alerts_without_data"), 1);
  EXPECT_EQ(value("silicon_alerter_targets_down", {{"scrape_job", "node"}}), 1);
}

TEST_F(EngineMetrics, AreWellFormed) {
  world_.run_for(60s);
  for (const core::Family& family : metrics_of(*world_.engine)) {
    EXPECT_FALSE(family.help.empty()) << family.name;
    EXPECT_EQ(family.type == core::MetricType::counter, family.name.ends_with("_total"))
        << family.name;
  }
}

}  // namespace
}  // namespace silicon::metrics
