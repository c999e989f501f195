#include "alerting/alert/notice.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/alert_story.hpp"

namespace silicon::alert {
namespace {

using testing::at;

Alert firing_alert() {
  Alert alert;
  alert.labels = {{"alertname", "High"}, {"dc", "own"}};
  alert.annotations = {{"note", ""}, {"summary", "too high"}};
  alert.value = 12;
  alert.phase = Phase::firing;
  alert.active_at = at(0);
  alert.fired_at = at(60);
  alert.last_sent_at = at(120);
  alert.valid_until = at(360);
  return alert;
}

TEST(Notice, BeginsWhenTheAlertFiredAndEndsWhenItIsNoLongerValid) {
  const Notice notice = make_notice(firing_alert(), make_origin({}, "http://here/graph"), {});
  EXPECT_EQ(notice.starts_at, at(60));
  EXPECT_EQ(notice.ends_at, at(360));
  EXPECT_FALSE(notice.resolved);
  EXPECT_EQ(notice.value, 12);
  EXPECT_EQ(notice.annotations, (Annotations{{"note", ""}, {"summary", "too high"}}));
  EXPECT_EQ(notice.generator_url(), "http://here/graph");
}

TEST(Notice, EndsWhenAResolvedAlertResolved) {
  Alert alert = firing_alert();
  alert.phase = Phase::resolved;
  alert.resolved_at = at(100);
  alert.resolved_value = 3;
  const Notice notice = make_notice(alert, {}, {});
  EXPECT_TRUE(notice.resolved);
  EXPECT_EQ(notice.ends_at, at(100));
  EXPECT_EQ(notice.resolved_value, 3);
}

TEST(Notice, SaysThatDataAreMissing) {
  Alert alert = firing_alert();
  alert.no_data_since = at(90);
  EXPECT_TRUE(make_notice(alert, {}, {}).no_data);
}

TEST(Notice, AddsExternalLabelsWhereTheAlertHasNone) {
  const Notice notice = make_notice(firing_alert(), {}, {{"dc", "eu1"}, {"site", "b"}});
  EXPECT_EQ(notice.labels, (core::Labels{{"alertname", "High"}, {"dc", "own"}, {"site", "b"}}));
}

TEST(Notice, NamesItsRule) {
  const RuleIdentity rule{"f.yml", "g", "High", {}, 0};
  EXPECT_EQ(make_notice(firing_alert(), make_origin(rule, ""), {}).rule(), rule);
}

TEST(Notice, MayComeFromNobodyKnown) {
  const Notice notice = make_notice(firing_alert(), nullptr, {});
  EXPECT_EQ(notice.rule(), RuleIdentity());
  EXPECT_EQ(notice.generator_url(), "");
}

TEST(Notice, SharesTheWordsOfItsAlert) {
  const Alert alert = firing_alert();
  const Notice notice = make_notice(alert, nullptr, {{"dc", "eu1"}});
  EXPECT_TRUE(notice.labels.is_copy_of(alert.labels)) << "no external label was missing";
  EXPECT_TRUE(notice.annotations.is_copy_of(alert.annotations));
}

}  // namespace
}  // namespace silicon::alert
