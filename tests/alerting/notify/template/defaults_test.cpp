#include "alerting/notify/template/defaults.hpp"

#include <gtest/gtest.h>

#include "alerting/notify/message/data.hpp"
#include "alerting/notify/template/writer.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using namespace std::chrono_literals;
using testing::high_cpu;
using testing::instant;
using testing::kHostile;
using testing::notification_of;
using testing::resolved;

std::string written(const std::string& name, const Notification& notification,
                    Channel channel = Channel::plain) {
  const MessageTemplates templates;
  Writer writer(templates, testing::at_noon(), data_of(notification, testing::at_noon().now));
  const std::string text = writer.write({"t", "{{ template \"" + name + "\" . }}"}, channel);
  EXPECT_EQ(writer.problems(), std::vector<std::string>{});
  return text;
}

std::size_t count_of(const std::string& text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

TEST(DefaultSubject, IsAlertmanagers) {
  EXPECT_EQ(written("__subject", notification_of({high_cpu()})),
            "[FIRING:1] HighCPU a (web-1:9100 critical)");
  EXPECT_EQ(written("__subject", notification_of({high_cpu("a"), high_cpu("b")})),
            "[FIRING:2] HighCPU a (critical)");
  EXPECT_EQ(written("__subject", notification_of({resolved(high_cpu())})),
            "[RESOLVED] HighCPU a (web-1:9100 critical)");
  Notification bare = notification_of({high_cpu()});
  bare.group_labels = bare.alerts[0].notice.labels;
  EXPECT_EQ(written("__subject", bare), "[FIRING:1] HighCPU a web-1:9100 critical");
}

TEST(DefaultText, SaysAllThatATiredPersonNeeds) {
  Item item = high_cpu();
  item.threshold = Threshold{">", 0.9};
  item.trend = Trend{0.82, 10min};
  item.notice.annotations = {{"runbook_url", "https://runbooks/cpu"},
                             {"summary", "CPU high on web-1"}};
  Notification notification = notification_of({item});
  notification.remarks = {"the silence of bob has expired"};
  EXPECT_EQ(written("silicon.text", notification), R"(the silence of bob has expired
HighCPU on cluster a, instance web-1:9100
  CPU high on web-1
  since: 2026-11-21 00:18 UTC, for 3m 0s
  value: 0.97, above 0.9; rising, 0.82 10m ago
  what to do: https://runbooks/cpu
  graph: http://sidecar:9/graph?g0.expr=up
  acknowledge: silicon-alerter ack e7aad32292e8e8c8
  silence: silicon-alerter silence add --duration 2h 'alertname="HighCPU"' 'cluster="a"' 'instance="web-1:9100"' 'severity="critical"'

)");
}

TEST(DefaultText, SaysWhatHasEndedAndWhatIsMissing) {
  Item ended = resolved(high_cpu());
  ended.notice.resolved_value = 0.4;
  const std::string text = written("silicon.text", notification_of({ended}));
  EXPECT_TRUE(text.starts_with("RESOLVED: HighCPU on ")) << text;
  EXPECT_NE(text.find("value: 0.4 when it resolved"), std::string::npos);
  EXPECT_EQ(text.find("acknowledge"), std::string::npos);
  Item lost = high_cpu();
  lost.notice.no_data = true;
  EXPECT_TRUE(written("silicon.text", notification_of({lost})).starts_with("NO DATA: HighCPU"));
}

TEST(DefaultText, SaysWhoIsOnIt) {
  Item item = high_cpu();
  item.acknowledgement = Acknowledgement{"ann", "rebooting", instant("2026-11-21T01:00:00Z")};
  const std::string text = written("silicon.text", notification_of({item}));
  EXPECT_NE(text.find("  acknowledged: by ann until 2026-11-21 01:00 UTC: rebooting\n"),
            std::string::npos);
  EXPECT_EQ(text.find("acknowledge:"), std::string::npos);
}

TEST(DefaultTexts, CountWhatIsTooMuchToRead) {
  std::vector<Item> alerts;
  for (int i = 0; i < 1000; ++i) alerts.push_back(high_cpu("web-" + std::to_string(i)));
  const Notification notification = notification_of(std::move(alerts));
  EXPECT_EQ(count_of(written("silicon.text", notification), "  since: "), 20U);
  EXPECT_TRUE(written("silicon.text", notification).ends_with("and 980 more\n"));
  EXPECT_EQ(count_of(written("slack.default.text", notification, Channel::slack), "since "), 20U);
  EXPECT_NE(written("email.default.html", notification, Channel::html).find("<p>and 980 more</p>"),
            std::string::npos);
}

TEST(DefaultSlackText, IsMarkedUp) {
  EXPECT_EQ(written("slack.default.text", notification_of({high_cpu()}), Channel::slack),
            R"(*HighCPU* on cluster a, instance web-1:9100
CPU high on web-1
since 2026-11-21 00:18 UTC, for 3m 0s
value 0.97
<http://sidecar:9/graph?g0.expr=up|graph> 
acknowledge: `silicon-alerter ack e7aad32292e8e8c8`
silence: `silicon-alerter silence add --duration 2h 'alertname="HighCPU"' 'cluster="a"' 'instance="web-1:9100"' 'severity="critical"'`

)");
}

TEST(DefaultHtml, LetsNothingOutOfItsPlace) {
  Item item = high_cpu();
  item.notice.labels = {{"alertname", kHostile}, {"instance", kHostile}};
  item.notice.annotations = {{"summary", kHostile},
                             {"runbook_url", "javascript:alert(1)"},
                             {"dashboard", "https://x/\"onclick=\"alert(1)"}};
  const std::string html = written("email.default.html", notification_of({item}), Channel::html);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("href=\"javascript"), std::string::npos);
  EXPECT_EQ(html.find("\"onclick"), std::string::npos);
  EXPECT_NE(html.find("<td>javascript:alert(1)</td>"), std::string::npos);
}

TEST(DefaultHtml, LinksToTheRunbook) {
  Item item = high_cpu();
  item.notice.annotations = {{"runbook_url", "https://runbooks/cpu?a=1&b=2"}};
  const std::string html = written("email.default.html", notification_of({item}), Channel::html);
  EXPECT_NE(html.find("<a href=\"https://runbooks/cpu?a=1&amp;b=2\">https://runbooks/cpu?a=1&amp;"
                      "b=2</a>"),
            std::string::npos)
      << html;
  EXPECT_NE(html.find("<a href=\"http://vm:29194/#/alerts?receiver=all\">Siliconwatch</a>"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::notify
