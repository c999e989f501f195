// Against what Alertmanager 0.28.1 was recorded to send for the same alert.
#include <gtest/gtest.h>

#include "alerting/notify/webhook/render.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::webhook {
namespace {

TEST(WebhookGolden, IsAlertmanagersByteForByte) {
  std::string golden = testing::golden_text("001_webhook.json");
  if (golden.empty()) GTEST_SKIP() << "no recorded payloads";
  while (golden.ends_with('\n')) golden.pop_back();
  EXPECT_EQ(render(testing::notification_of({testing::high_cpu()}), Settings{}), golden);
}

TEST(WebhookGolden, HasOurOwnFieldsOnlyWhereTheyAreAskedFor) {
  const notify::Notification notification = testing::notification_of({testing::high_cpu()});
  EXPECT_EQ(render(notification, Settings{}).find("\"value\""), std::string::npos);
  EXPECT_NE(render(notification, {0, Extras::values}).find("\"value\":0.97"), std::string::npos);
}

TEST(WebhookGolden, SaysHowManyAlertsWereLeftOut) {
  const std::string body =
      render(testing::notification_of({testing::high_cpu("a"), testing::high_cpu("b"),
                                       testing::resolved(testing::high_cpu("c"))}),
             {1, Extras::none});
  EXPECT_NE(body.find("\"truncatedAlerts\":2"), std::string::npos);
  EXPECT_EQ(body.find("\"instance\":\"b\""), std::string::npos);
}

}  // namespace
}  // namespace silicon::webhook
