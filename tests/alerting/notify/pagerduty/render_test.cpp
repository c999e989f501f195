#include "alerting/notify/pagerduty/render.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "alerting/notify/message/sha256.hpp"
#include "exporter/core/text.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::pagerduty {
namespace {

using Json = nlohmann::json;
using testing::high_cpu;
using testing::kHostile;
using testing::notification_of;
using testing::plain_rendering;
using testing::resolved;

std::vector<Json> events(const notify::Notification& notification, const Settings& settings = {}) {
  std::vector<Json> parsed;
  for (const notify::Request& request :
       render(notification, settings, plain_rendering(), "KEY").requests) {
    parsed.push_back(Json::parse(request.body));
  }
  return parsed;
}

TEST(PagerDutyEvent, TriggersAndResolvesTheSameIncident) {
  const std::vector<Json> up = events(notification_of({high_cpu(), resolved(high_cpu("b"))}));
  ASSERT_EQ(up.size(), 1U);
  EXPECT_EQ(up[0]["routing_key"], "KEY");
  EXPECT_EQ(up[0]["event_action"], "trigger");
  EXPECT_EQ(up[0]["payload"]["custom_details"]["num_firing"], "1");
  EXPECT_EQ(up[0]["payload"]["custom_details"]["num_resolved"], "1");
  const std::vector<Json> down = events(notification_of({resolved(high_cpu())}));
  EXPECT_EQ(down.at(0)["event_action"], "resolve");
  EXPECT_EQ(down.at(0)["dedup_key"], up[0]["dedup_key"]);
}

TEST(PagerDutyEvent, MayBeOneForEachAlert) {
  Settings settings;
  settings.incident = Incident::alert;
  settings.description = "{{ .CommonLabels.instance }}";
  const auto both = events(notification_of({high_cpu("a"), resolved(high_cpu("b"))}), settings);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0]["event_action"], "trigger");
  EXPECT_EQ(both[0]["payload"]["summary"], "a");
  EXPECT_EQ(both[1]["event_action"], "resolve");
  EXPECT_EQ(both[1]["payload"]["summary"], "b");
  EXPECT_NE(both[0]["dedup_key"], both[1]["dedup_key"]);
  // The same alert in another group, and with other companions, is the same incident.
  notify::Notification regrouped = notification_of({high_cpu("a")});
  regrouped.group_key = "{}:{}";
  EXPECT_EQ(events(regrouped, settings).at(0)["dedup_key"], both[0]["dedup_key"]);
}

TEST(PagerDutyAcknowledgement, IsOfTheSameIncident) {
  const notify::Notification notification =
      notification_of({high_cpu("a"), high_cpu("b"), resolved(high_cpu("c"))});
  const auto group = render_acknowledgement(notification, {}, "KEY");
  ASSERT_EQ(group.requests.size(), 1U);
  const Json event = Json::parse(group.requests[0].body);
  EXPECT_EQ(event["event_action"], "acknowledge");
  EXPECT_EQ(event["dedup_key"], events(notification).at(0)["dedup_key"]);
  Settings settings;
  settings.incident = Incident::alert;
  EXPECT_EQ(render_acknowledgement(notification, settings, "KEY").requests.size(), 2U);
}

TEST(PagerDutyEvent, HasEveryFieldOfAlertmanagers) {
  Settings settings;
  settings.client = "c";
  settings.client_url = "http://c";
  settings.source = "{{ .CommonLabels.instance }}";
  settings.severity = "{{ .CommonLabels.severity }}";
  settings.class_name = "cl";
  settings.component = "co";
  settings.group = "gr";
  settings.details["mine"] = "{{ .Status }}";
  settings.images = {{"http://i", "alt", "http://l"}, {"{{ .CommonLabels.none }}", "", ""}};
  settings.links = {{"http://l", "text"}, {"", "nothing"}};
  const Json event = events(notification_of({high_cpu()}), settings).at(0);
  EXPECT_EQ(event["client"], "c");
  EXPECT_EQ(event["client_url"], "http://c");
  const Json& payload = event["payload"];
  EXPECT_EQ(payload["source"], "web-1:9100");
  EXPECT_EQ(payload["severity"], "critical");
  EXPECT_EQ(payload["class"], "cl");
  EXPECT_EQ(payload["component"], "co");
  EXPECT_EQ(payload["group"], "gr");
  EXPECT_EQ(payload["custom_details"]["mine"], "firing");
  EXPECT_EQ(event["images"], Json::parse(R"([{"src":"http://i","alt":"alt","href":"http://l"}])"));
  EXPECT_EQ(event["links"], Json::parse(R"([{"href":"http://l","text":"text"}])"));
}

TEST(SeverityOf, IsOneOfPagerDutysFour) {
  EXPECT_EQ(severity_of("critical"), "critical");
  EXPECT_EQ(severity_of(" Page "), "critical");
  EXPECT_EQ(severity_of("warn"), "warning");
  EXPECT_EQ(severity_of("notice"), "info");
  EXPECT_EQ(severity_of("high"), "error");
  EXPECT_EQ(severity_of("whatever"), "error");
  EXPECT_EQ(severity_of(""), "error");
}

TEST(PagerDutyEvent, KeepsWithinTheLimitAndAsMuchAsFits) {
  std::vector<notify::Item> alerts;
  for (int i = 0; i < 3000; ++i) alerts.push_back(high_cpu("\"\x01\xff" + std::to_string(i)));
  const auto rendered = render(notification_of(std::move(alerts)), {}, plain_rendering(), "KEY");
  ASSERT_EQ(rendered.requests.size(), 1U);
  const std::string& body = rendered.requests[0].body;
  EXPECT_LE(body.size(), kMostEventBytes);
  EXPECT_GT(body.size(), 50'000U);
  const Json details = Json::parse(body)["payload"]["custom_details"];
  EXPECT_NE(details["firing"].get<std::string>().find("bytes more)"), std::string::npos);
  EXPECT_EQ(details["num_firing"], "3000");
}

TEST(PagerDutyEvent, GivesUpTheDetailsWhereNothingElseHelps) {
  Settings settings;
  for (int i = 0; i < 10'000; ++i) {
    settings.details["detail" + std::to_string(i)] = std::string(100, 'x');
  }
  settings.details.erase("firing");
  const auto rendered = render(notification_of({high_cpu()}), settings, plain_rendering(), "KEY");
  const Json event = Json::parse(rendered.requests.at(0).body);
  EXPECT_LE(rendered.requests[0].body.size(), kMostEventBytes);
  EXPECT_EQ(event["payload"]["custom_details"].size(), 1U);
  EXPECT_EQ(event["payload"]["summary"], "[FIRING:1] HighCPU a (web-1:9100 critical)");
}

TEST(PagerDutyEvent, TakesAnyText) {
  notify::Item item = high_cpu();
  item.notice.labels = {{"alertname", kHostile + std::string(3000, 'y')}};
  item.notice.annotations = {{"summary", kHostile}};
  notify::Notification notification = notification_of({item});
  notification.group_labels = item.notice.labels;
  const Json event = events(notification).at(0);
  const std::string summary = event["payload"]["summary"];
  EXPECT_EQ(core::code_points(summary), 1024U);
  EXPECT_EQ(summary.find('\n'), std::string::npos);
  EXPECT_EQ(event["event_action"], "trigger");
}

TEST(PagerDutyEvent, SaysThatATemplateFailed) {
  Settings settings;
  settings.description = "{{ .Nonsense }}";
  settings.severity = "{{ .Nonsense }}";
  const auto rendered = render(notification_of({high_cpu()}), settings, plain_rendering(), "KEY");
  EXPECT_EQ(rendered.problems.size(), 2U);
  const Json payload = Json::parse(rendered.requests.at(0).body)["payload"];
  EXPECT_EQ(payload["summary"], "[FIRING:1] HighCPU a (web-1:9100 critical)");
  EXPECT_EQ(payload["severity"], "error");
  EXPECT_NE(payload["custom_details"]["template_failed"].get<std::string>().find(".Nonsense"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::pagerduty
