#include "alerting/notify/message/words.hpp"

#include <gtest/gtest.h>

#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using namespace std::chrono_literals;
using testing::high_cpu;
using testing::instant;
using testing::kHostile;
using testing::resolved;

Item annotated(alert::Annotations annotations) {
  Item item = high_cpu();
  item.notice.annotations = std::move(annotations);
  return item;
}

TEST(What, IsTheFirstAnnotationThatSaysSomething) {
  EXPECT_EQ(what(high_cpu()), "CPU high on web-1");
  EXPECT_EQ(what(annotated({{"description", "long"}, {"message", "m"}, {"summary", " "}})), "m");
  EXPECT_EQ(what(annotated({{"description", "long"}})), "long");
  EXPECT_EQ(what(annotated({})), "");
}

TEST(What, IsBounded) {
  EXPECT_LE(what(annotated({{"summary", std::string(1 << 20, 'x')}})).size(), 4096U);
}

TEST(Where, NamesPlacesFromTheLargeToTheSmall) {
  EXPECT_EQ(where({{"instance", "web-1:9100"}, {"cluster", "a"}, {"severity", "x"}}),
            "cluster a, instance web-1:9100");
  EXPECT_EQ(where({{"pod", "p"}, {"namespace", "n"}, {"job", "j"}}), "namespace n, pod p");
  EXPECT_EQ(where({{"job", "node"}}), "job node");
  EXPECT_EQ(where({{"severity", "x"}}), "");
  EXPECT_EQ(where({{"instance", "a\nb"}}), "instance a b");
}

TEST(Since, SaysWhenAndForHowLong) {
  EXPECT_EQ(since(high_cpu(), instant("2026-11-21T00:21:34.9Z")),
            "2026-11-21 00:18 UTC, for 3m 0s");
  EXPECT_EQ(since(resolved(high_cpu()), instant("2026-11-21T09:00:00Z")),
            "2026-11-21 00:18 UTC to 2026-11-21 00:25 UTC, for 6m 26s");
  // A clock that went back says nothing of how long.
  EXPECT_EQ(since(high_cpu(), instant("2026-11-21T00:00:00Z")), "2026-11-21 00:18 UTC");
}

TEST(Measure, SetsTheValueAgainstItsThresholdAndItsPast) {
  Item item = high_cpu();
  EXPECT_EQ(measure(item), "0.97");
  item.threshold = Threshold{">", 0.9};
  EXPECT_EQ(measure(item), "0.97, above 0.9");
  item.trend = Trend{0.82, 10min};
  EXPECT_EQ(measure(item), "0.97, above 0.9; rising, 0.82 10m ago");
  item.trend = Trend{0.99, 1min};
  EXPECT_EQ(measure(item), "0.97, above 0.9; falling, 0.99 1m ago");
  item.trend = Trend{0.97, 1min};
  EXPECT_EQ(measure(item), "0.97, above 0.9; steady, 0.97 1m ago");
  item.threshold = Threshold{"<=", 5e9};
  EXPECT_EQ(measure(item), "0.97, below 5G; steady, 0.97 1m ago");
  item.threshold = Threshold{"==", 0};
  item.trend.reset();
  item.notice.value = 0;
  EXPECT_EQ(measure(item), "0, at 0");
  item.notice.value.reset();
  EXPECT_EQ(measure(item), "");
}

TEST(Measure, InventsNothing) {
  Item item = resolved(high_cpu());
  EXPECT_EQ(measure(item), "");
  item.notice.resolved_value = 0.4;
  EXPECT_EQ(measure(item), "0.4 when it resolved");
  Item lost = high_cpu();
  lost.notice.no_data = true;
  EXPECT_EQ(measure(lost), "no data; 0.97 when it was last seen");
}

TEST(Figure, IsForPeople) {
  EXPECT_EQ(figure(0.97123), "0.9712");
  EXPECT_EQ(figure(42), "42");
  EXPECT_EQ(figure(12345), "12345");
  EXPECT_EQ(figure(1.5e9), "1.5G");
  EXPECT_EQ(figure(0), "0");
  EXPECT_EQ(figure(0.00002), "20u");
  EXPECT_EQ(figure(-3), "-3");
}

TEST(Acknowledged, SaysByWhomUntilWhenAndWhy) {
  Item item = high_cpu();
  EXPECT_EQ(acknowledged(item), "");
  item.acknowledgement = Acknowledgement{"ann", "", std::nullopt};
  EXPECT_EQ(acknowledged(item), "by ann");
  item.acknowledgement = Acknowledgement{"ann", "on it", instant("2026-11-21T01:00:00Z")};
  EXPECT_EQ(acknowledged(item), "by ann until 2026-11-21 01:00 UTC: on it");
}

TEST(Runbook, IsAnAnnotation) {
  EXPECT_EQ(runbook(annotated({{"runbook", "restart it"}})), "restart it");
  EXPECT_EQ(runbook(annotated({{"runbook", "a"}, {"runbook_url", "http://r"}})), "http://r");
  EXPECT_EQ(runbook(high_cpu()), "");
}

TEST(Links, AreOnlyOfTheWeb) {
  Item item = annotated({{"dashboard_url", "https://g/d/1"},
                         {"dashboard", "javascript:alert(1)"},
                         {"link", "https://x y"}});
  const std::vector<Link> found = links(item);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "graph");
  EXPECT_EQ(found[0].url, "http://sidecar:9/graph?g0.expr=up");
  EXPECT_EQ(found[1].url, "https://g/d/1");
  item.notice.origin = alert::make_origin({}, "file:///etc/passwd");
  EXPECT_EQ(links(item).size(), 1U);
}

TEST(Commands, NameTheAlert) {
  EXPECT_EQ(acknowledge_command(high_cpu()), "silicon-alerter ack e7aad32292e8e8c8");
  EXPECT_EQ(silence_command(high_cpu()),
            "silicon-alerter silence add --duration 2h 'alertname=\"HighCPU\"' 'cluster=\"a\"' "
            "'instance=\"web-1:9100\"' 'severity=\"critical\"'");
}

TEST(Commands, CanBePastedIntoAShellWhateverTheLabelsHold) {
  Item item = high_cpu();
  item.notice.labels = {{"alertname", "a'; rm -rf \"x\" $(b) `c` \\"}};
  EXPECT_EQ(silence_command(item),
            "silicon-alerter silence add --duration 2h 'alertname=\"a'\\''; rm -rf \\\"x\\\" $(b) "
            "`c` \\\\\"'");
  item.notice.labels = {{"alertname", "a\nreboot"}};
  EXPECT_EQ(silence_command(item).find('\n'), std::string::npos);
  item.notice.labels = {{"alertname", kHostile}};
  EXPECT_EQ(silence_command(item), "") << "no UTF-8, no command";
  item.notice.labels = {{"alertname", std::string(1000, 'x')}};
  EXPECT_EQ(silence_command(item), "") << "too long to paste";
}

}  // namespace
}  // namespace silicon::notify
