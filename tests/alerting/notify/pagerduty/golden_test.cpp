// Against what Alertmanager 0.28.1 was recorded to send for the same alert.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "alerting/notify/pagerduty/render.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::pagerduty {
namespace {

using Json = nlohmann::json;

TEST(PagerDutyGolden, IsAlertmanagersFieldByField) {
  const std::string golden = testing::golden_text("003_pagerduty.json");
  if (golden.empty()) GTEST_SKIP() << "no recorded payloads";
  const notify::Rendered rendered =
      render(testing::notification_of({testing::high_cpu()}), {}, testing::plain_rendering(),
             "0123456789abcdef0123456789abcdef");
  Json theirs = Json::parse(golden);
  // Who sends it.
  theirs["client"] = "Siliconwatch";
  theirs["payload"]["source"] = "Siliconwatch";
  EXPECT_EQ(Json::parse(rendered.requests.at(0).body), theirs);
}

}  // namespace
}  // namespace silicon::pagerduty
