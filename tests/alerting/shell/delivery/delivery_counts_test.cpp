#include "alerting/shell/delivery/delivery_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/family_lines.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;

TEST(DeliveryCounts, HaveAlertmanagersNamesAndLabels) {
  DeliveryCounts counts;
  DeliveryCounts::Of& slack = counts.of("slack", "ops");
  slack.begun(3);
  slack.tried(true);
  slack.tried(false);
  slack.tried(false);
  slack.failed(FailureReason::server_error, 2);
  counts.took("slack", 2s);
  core::Families families;
  counts.append_to(families);
  const std::vector<std::string> lines = testing::lines(families);
  const auto has = [&](const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  const std::string who = "integration=\"slack\",receiver_name=\"ops\"";
  EXPECT_TRUE(has("alertmanager_notifications_total{" + who + "} 3"));
  EXPECT_TRUE(has("alertmanager_notification_requests_total{" + who + "} 3"));
  EXPECT_TRUE(has("alertmanager_notification_requests_failed_total{" + who + "} 2"));
  EXPECT_TRUE(
      has("alertmanager_notifications_failed_total{integration=\"slack\","
          "reason=\"serverError\",receiver_name=\"ops\"} 2"));
  EXPECT_TRUE(
      has("alertmanager_notifications_failed_total{integration=\"slack\","
          "reason=\"clientError\",receiver_name=\"ops\"} 0"))
      << "what did not happen is counted, too";
  const std::vector<std::string> latency = testing::lines(families.back());
  EXPECT_EQ(latency[0],
            "alertmanager_notification_latency_seconds_bucket{integration=\"slack\",le=\"1.0\"} 0");
  EXPECT_EQ(latency[1],
            "alertmanager_notification_latency_seconds_bucket{integration=\"slack\",le=\"5.0\"} 1");
}

TEST(DeliveryCounts, AreOneForAllOfAKindInAReceiver) {
  DeliveryCounts counts;
  counts.of("email", "ops").begun(1);
  counts.of("email", "ops").begun(1);
  counts.of("email", "dev");
  core::Families families;
  counts.append_to(families);
  ASSERT_EQ(families.front().samples.size(), 2U);
  EXPECT_EQ(families.front().samples[0].value, 0);
  EXPECT_EQ(families.front().samples[1].value, 2);
}

TEST(DeliveryCounts, KnowWhoseFaultAStatusIs) {
  EXPECT_EQ(failure_reason(404), FailureReason::client_error);
  EXPECT_EQ(failure_reason(503), FailureReason::server_error);
  EXPECT_EQ(failure_reason(0), FailureReason::other);
  EXPECT_EQ(failure_reason(302), FailureReason::other);
}

}  // namespace
}  // namespace silicon::shell
