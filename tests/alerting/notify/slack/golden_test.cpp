// Against what Alertmanager 0.28.1 was recorded to send for the same alert.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "alerting/notify/slack/render.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::slack {
namespace {

using Json = nlohmann::json;

TEST(SlackGolden, IsAlertmanagersFieldByField) {
  const std::string golden = testing::golden_text("002_slack.json");
  if (golden.empty()) GTEST_SKIP() << "no recorded payloads";
  Settings settings;
  settings.channel = "#ops";
  const notify::Rendered rendered =
      render(testing::notification_of({testing::high_cpu()}), settings, testing::plain_rendering());
  Json ours = Json::parse(rendered.requests.at(0).body);
  Json theirs = Json::parse(golden);
  // Who sends it, and the text, which Alertmanager leaves empty, are ours.
  EXPECT_NE(ours["attachments"][0]["text"], "");
  ours["attachments"][0]["text"] = "";
  theirs["username"] = "Siliconwatch";
  EXPECT_EQ(ours, theirs);
}

}  // namespace
}  // namespace silicon::slack
