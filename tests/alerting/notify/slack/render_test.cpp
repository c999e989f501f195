#include "alerting/notify/slack/render.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "exporter/core/text.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::slack {
namespace {

using Json = nlohmann::json;
using testing::high_cpu;
using testing::kHostile;
using testing::notification_of;
using testing::plain_rendering;
using testing::resolved;

Json message(const Settings& settings,
             const notify::Notification& notification = notification_of({high_cpu()})) {
  const notify::Rendered rendered = render(notification, settings, plain_rendering());
  EXPECT_EQ(rendered.requests.size(), 1U);
  return Json::parse(rendered.requests.at(0).body);
}

TEST(SlackWebhook, SaysWhatIsUp) {
  Settings settings;
  settings.channel = "#ops";
  const Json body = message(settings);
  EXPECT_EQ(body["channel"], "#ops");
  EXPECT_EQ(body["username"], "Siliconwatch");
  const Json& attachment = body["attachments"][0];
  EXPECT_EQ(attachment["title"], "[FIRING:1] HighCPU a (web-1:9100 critical)");
  EXPECT_EQ(attachment["color"], "danger");
  EXPECT_TRUE(attachment["text"].get<std::string>().starts_with("*HighCPU* on cluster a"));
  EXPECT_EQ(message(settings, notification_of({resolved(high_cpu())}))["attachments"][0]["color"],
            "good");
}

TEST(SlackWebhook, HasNoKeysThatAreNotStated) {
  const Json body = message({});
  for (const char* key : {"channel", "icon_emoji", "icon_url", "link_names", "text"}) {
    EXPECT_EQ(body.count(key), 0U) << key;
  }
  for (const char* key : {"pretext", "fields", "actions", "image_url", "thumb_url"}) {
    EXPECT_EQ(body["attachments"][0].count(key), 0U) << key;
  }
}

TEST(SlackWebhook, HasEveryFieldOfAlertmanagers) {
  Settings settings;
  settings.icon_emoji = ":fire:";
  settings.icon_url = "http://i";
  settings.link_names = true;
  settings.message_text = "hello {{ .Status }}";
  settings.pretext = "before";
  settings.image_url = "http://img";
  settings.thumb_url = "http://thumb";
  settings.footer = "below";
  settings.callback_id = "c1";
  settings.mrkdwn_in = {"text"};
  settings.short_fields = true;
  settings.fields = {{"a", "{{ .Status }}"}, {"b", "2", false}};
  settings.actions = {{"button", "Runbook", "http://r/{{ .Status }}", "primary", "n", "v",
                       Confirmation{"sure?", "t", "ok", "no"}},
                      {"button", "x", "", "", "", "", std::nullopt}};
  const Json body = message(settings);
  EXPECT_EQ(body["icon_emoji"], ":fire:");
  EXPECT_EQ(body["icon_url"], "http://i");
  EXPECT_EQ(body["link_names"], true);
  EXPECT_EQ(body["text"], "hello firing");
  const Json& attachment = body["attachments"][0];
  EXPECT_EQ(attachment["pretext"], "before");
  EXPECT_EQ(attachment["image_url"], "http://img");
  EXPECT_EQ(attachment["thumb_url"], "http://thumb");
  EXPECT_EQ(attachment["footer"], "below");
  EXPECT_EQ(attachment["callback_id"], "c1");
  EXPECT_EQ(attachment["mrkdwn_in"], Json::array({"text"}));
  EXPECT_EQ(attachment["fields"], Json::parse(R"([{"title":"a","value":"firing","short":true},
                            {"title":"b","value":"2","short":false}])"));
  EXPECT_EQ(attachment["actions"],
            Json::parse(R"([{"type":"button","text":"Runbook","url":"http://r/firing",
                             "style":"primary","name":"n","value":"v",
                             "confirm":{"title":"t","text":"sure?","ok_text":"ok",
                                        "dismiss_text":"no"}},
                            {"type":"button","text":"x"}])"));
}

TEST(SlackWebhook, KeepsWithinSlacksLimits) {
  notify::Item item = high_cpu();
  item.notice.annotations = {{"summary", std::string(1 << 20, 'x')}};
  item.notice.labels = {{"alertname", std::string(5000, 'n')}};
  notify::Notification notification = notification_of(std::vector<notify::Item>(50, item));
  notification.group_labels = item.notice.labels;
  const Json body = message({}, notification);
  const Json& attachment = body["attachments"][0];
  EXPECT_EQ(core::code_points(attachment["title"].get<std::string>()), 1024U);
  EXPECT_LE(core::code_points(attachment["text"].get<std::string>()), 8000U);
  EXPECT_LT(body.dump().size(), 40'000U);
}

TEST(SlackWebhook, LetsNothingOutOfItsPlace) {
  notify::Item item = high_cpu();
  item.notice.labels = {{"alertname", kHostile}, {"instance", "<!channel>"}};
  item.notice.annotations = {{"summary", kHostile}};
  const Json body = message({}, notification_of({item}));
  const std::string text = body.dump();
  EXPECT_EQ(text.find("<!channel>"), std::string::npos);
  EXPECT_EQ(text.find("<script>"), std::string::npos);
  EXPECT_EQ(text.find("\\u0001"), std::string::npos);
  EXPECT_NE(text.find("{{ .Status }}"), std::string::npos) << "a label is no template";
}

TEST(SlackWebhook, SaysThatATemplateFailed) {
  Settings settings;
  settings.title = "{{ .Nonsense }}";
  const notify::Rendered rendered =
      render(notification_of({high_cpu()}), settings, plain_rendering());
  ASSERT_EQ(rendered.problems.size(), 1U);
  const Json attachment = Json::parse(rendered.requests[0].body)["attachments"][0];
  EXPECT_EQ(attachment["title"], "[FIRING:1] HighCPU a (web-1:9100 critical)");
  EXPECT_NE(attachment["text"].get<std::string>().find(
                "A template of this receiver failed: template: title:1:3"),
            std::string::npos);
}

TEST(SlackBot, PostsAMessage) {
  Settings settings;
  settings.bot = true;
  settings.channel = "#ops";
  const Posted posted{"C1", "123.456"};
  const auto once = render(notification_of({high_cpu()}), settings, plain_rendering(), posted);
  ASSERT_EQ(once.requests.size(), 1U);
  EXPECT_EQ(once.requests[0].method, "chat.postMessage");
  settings.update_message = true;
  const auto first = render(notification_of({high_cpu()}), settings, plain_rendering());
  ASSERT_EQ(first.requests.size(), 1U);
  EXPECT_EQ(first.requests[0].method, "chat.postMessage");
  EXPECT_EQ(Json::parse(first.requests[0].body)["channel"], "#ops");
}

TEST(SlackBot, UpdatesItsMessageAndAnswersInItsThread) {
  Settings settings;
  settings.bot = true;
  settings.channel = "#ops";
  settings.update_message = true;
  const Posted posted{"C1", "123.456"};
  notify::Notification notification = notification_of({high_cpu()});
  notification.reason = "new alerts added";
  const auto both = render(notification, settings, plain_rendering(), posted);
  ASSERT_EQ(both.requests.size(), 2U);
  EXPECT_EQ(both.requests[0].method, "chat.update");
  const Json update = Json::parse(both.requests[0].body);
  EXPECT_EQ(update["channel"], "C1");
  EXPECT_EQ(update["ts"], "123.456");
  EXPECT_EQ(both.requests[1].method, "chat.postMessage");
  EXPECT_EQ(Json::parse(both.requests[1].body),
            Json::parse(R"({"channel":"C1","thread_ts":"123.456","reply_broadcast":true,
              "text":"[FIRING:1] HighCPU a (web-1:9100 critical): new alerts added"})"));
  const auto over =
      render(notification_of({resolved(high_cpu())}), settings, plain_rendering(), posted);
  EXPECT_EQ(Json::parse(over.requests.at(1).body)["reply_broadcast"], false);
}

TEST(MethodUrl, IsBesideAnyOther) {
  EXPECT_EQ(method_url("https://slack.com/api/chat.postMessage", "chat.update"),
            "https://slack.com/api/chat.update");
  EXPECT_EQ(method_url("https://slack.com", "chat.update"), "https://slack.com/chat.update");
  EXPECT_EQ(method_url("https://hooks.slack.com/services/x", ""),
            "https://hooks.slack.com/services/x");
}

}  // namespace
}  // namespace silicon::slack
