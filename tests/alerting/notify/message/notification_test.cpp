#include "alerting/notify/message/notification.hpp"

#include <gtest/gtest.h>

#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using testing::high_cpu;
using testing::notification_of;
using testing::resolved;

TEST(Notification, FiresWhileAnyAlertDoes) {
  EXPECT_TRUE(is_firing(notification_of({resolved(high_cpu()), high_cpu("b")})));
  EXPECT_FALSE(is_firing(notification_of({resolved(high_cpu())})));
  EXPECT_FALSE(is_firing(notification_of({})));
  EXPECT_EQ(status_name(true), "firing");
  EXPECT_EQ(status_name(false), "resolved");
}

TEST(Common, IsWhatAllAlertsHave) {
  Item other = high_cpu("web-2:9100");
  other.notice.annotations = {{"summary", "something else"}, {"more", "x"}};
  const std::vector<Item> alerts{high_cpu(), other};
  EXPECT_EQ(common_labels(alerts),
            (Pairs{{"alertname", "HighCPU"}, {"cluster", "a"}, {"severity", "critical"}}));
  EXPECT_EQ(common_annotations(alerts), Pairs{});
  EXPECT_EQ(common_annotations(std::vector<Item>{high_cpu()}),
            (Pairs{{"summary", "CPU high on web-1"}}));
  EXPECT_EQ(common_labels({}), Pairs{});
}

TEST(Fingerprint, IsAlertmanagers) {
  EXPECT_EQ(fingerprint(high_cpu().notice.labels), "e7aad32292e8e8c8");
}

TEST(WithoutResolved, KeepsWhatFires) {
  const Notification rest =
      without_resolved(notification_of({resolved(high_cpu("a")), high_cpu("b")}));
  ASSERT_EQ(rest.alerts.size(), 1U);
  EXPECT_EQ(rest.alerts[0].notice.labels.get("instance"), "b");
  EXPECT_EQ(rest.receiver, "all");
}

}  // namespace
}  // namespace silicon::notify
