#include "alerting/notify/webhook/render.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <limits>

#include "exporter/core/calendar/timestamp.hpp"
#include "tests/support/alerting/notices.hpp"

namespace silicon::webhook {
namespace {

using Json = nlohmann::json;

Message message(std::vector<alert::Notice> alerts) {
  Message result;
  result.receiver = "ops";
  result.external_url = "http://h:9925";
  result.alerts = std::move(alerts);
  return result;
}

Json rendered(const Message& message) {
  return Json::parse(render(message));
}

TEST(Render, IsAlertmanagersWebhookOfVersion4) {
  const Json body = rendered(message({testing::firing_notice("a")}));
  EXPECT_EQ(body["version"], "4");
  EXPECT_EQ(body["status"], "firing");
  EXPECT_EQ(body["receiver"], "ops");
  EXPECT_EQ(body["externalURL"], "http://h:9925");
  EXPECT_EQ(body["groupKey"], "{}:{}");
  EXPECT_EQ(body["groupLabels"], Json::object());
  EXPECT_EQ(body["truncatedAlerts"], 0);
  const Json& alert = body["alerts"][0];
  EXPECT_EQ(alert["status"], "firing");
  EXPECT_EQ(alert["labels"], (Json{{"alertname", "Down"}, {"instance", "a"}}));
  EXPECT_EQ(alert["startsAt"], "2023-11-14T22:13:20Z");
  EXPECT_EQ(alert["endsAt"], "0001-01-01T00:00:00Z");
  EXPECT_EQ(alert["value"], 1.5);
}

TEST(Render, SaysWhenAlertsEnded) {
  alert::Notice resolved = testing::resolved_notice("a");
  resolved.resolved_value = 0.25;
  const Json body = rendered(message({resolved}));
  EXPECT_EQ(body["status"], "resolved");
  EXPECT_EQ(body["alerts"][0]["status"], "resolved");
  EXPECT_EQ(body["alerts"][0]["endsAt"], "2023-11-14T22:13:50Z");
  EXPECT_EQ(body["alerts"][0]["resolvedValue"], 0.25);
  EXPECT_EQ(rendered(message({resolved, testing::firing_notice("b")}))["status"], "firing");
}

TEST(Render, NamesWhatAllAlertsHaveInCommon) {
  alert::Notice other = testing::firing_notice("b");
  other.annotations = {{"summary", "it is \"down\""}, {"more", "x"}};
  const Json body = rendered(message({testing::firing_notice("a"), other}));
  EXPECT_EQ(body["commonLabels"], (Json{{"alertname", "Down"}}));
  EXPECT_EQ(body["commonAnnotations"], (Json{{"summary", "it is \"down\""}}));
}

TEST(Render, CutsLongLists) {
  Message many = message(
      {testing::firing_notice("a"), testing::firing_notice("b"), testing::firing_notice("c")});
  many.max_alerts = 2;
  const Json body = rendered(many);
  EXPECT_EQ(body["alerts"].size(), 2U);
  EXPECT_EQ(body["truncatedAlerts"], 1);
}

TEST(Render, WritesNumbersThatJsonHasNot) {
  alert::Notice notice = testing::firing_notice("a");
  notice.value = std::numeric_limits<double>::infinity();
  notice.no_data = true;
  const Json body = rendered(message({notice}));
  EXPECT_EQ(body["alerts"][0]["value"], "+Inf");
  EXPECT_EQ(body["alerts"][0]["noData"], true);
}

TEST(Render, OfNothingIsAMessageStill) {
  EXPECT_EQ(rendered(message({}))["alerts"], Json::array());
}

// A real Alertmanager's POST, field by field, where it is at hand. What ours has besides is taken
// away first.
TEST(Render, IsWhatARealAlertmanagerPosted) {
  const std::filesystem::path file = std::filesystem::path(SILICON_SOURCE_DIR) /
                                     "../shared/data/golden/alertmanager-0.28.1/001_webhook.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no POST of a real Alertmanager here";
  std::ifstream stream(file);
  const Json posted = Json::parse(stream);
  const Json& one = posted["alerts"][0];
  alert::Notice notice;
  for (const auto& [name, value] : one["labels"].items()) {
    notice.labels = notice.labels.with(name, value.get<std::string>());
  }
  std::vector<core::Label> annotations;
  for (const auto& [name, value] : one["annotations"].items()) {
    annotations.push_back({name, value.get<std::string>()});
  }
  notice.annotations = alert::Annotations(annotations);
  notice.starts_at = *core::parse_timestamp(one["startsAt"].get<std::string>());
  notice.origin = alert::make_origin({}, one["generatorURL"].get<std::string>());
  Message ours;
  ours.receiver = posted["receiver"].get<std::string>();
  ours.group_key = posted["groupKey"].get<std::string>();
  ours.external_url = posted["externalURL"].get<std::string>();
  for (const auto& [name, value] : posted["groupLabels"].items()) {
    ours.group_labels = ours.group_labels.with(name, value.get<std::string>());
  }
  ours.alerts = {notice};
  Json body = rendered(ours);
  body["alerts"][0].erase("value");
  EXPECT_EQ(body, posted);
}

}  // namespace
}  // namespace silicon::webhook
