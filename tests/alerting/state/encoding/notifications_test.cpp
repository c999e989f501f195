#include "alerting/state/encoding/notifications.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/state/routing_samples.hpp"

namespace silicon::state {
namespace {

using testing::outbox_entry;

TEST(SavedMessages, ComeBackAsTheyWere) {
  const OutboxEntry before = outbox_entry();
  const auto after = decode_outbox_entry(17, encode(before));
  ASSERT_TRUE(after);
  EXPECT_EQ(after->id, 17U);
  EXPECT_EQ(after->integration, "slack[0]");
  EXPECT_TRUE(after->dead);
  EXPECT_EQ(after->answer, "HTTP status 404");
  const notify::Notification& notification = after->notification;
  EXPECT_EQ(notification.receiver, "ops");
  EXPECT_EQ(notification.group_key, before.notification.group_key);
  EXPECT_EQ(notification.group_labels, before.notification.group_labels);
  EXPECT_EQ(notification.external_url, "http://here");
  EXPECT_EQ(notification.decided_at, before.notification.decided_at);
  EXPECT_EQ(notification.reason, "new alerts added");
  EXPECT_EQ(notification.remarks, before.notification.remarks);
}

TEST(SavedMessages, KeepAllThatIsKnownOfTheirAlerts) {
  const OutboxEntry before = outbox_entry();
  const OutboxEntry after = decode_outbox_entry(17, encode(before)).value();
  ASSERT_EQ(after.notification.alerts.size(), 2U);
  const notify::Item& item = after.notification.alerts[0];
  const alert::Notice& notice = item.notice;
  const alert::Notice& original = before.notification.alerts[0].notice;
  EXPECT_EQ(notice.rule(), original.rule());
  EXPECT_EQ(notice.labels, original.labels);
  EXPECT_EQ(notice.annotations, original.annotations);
  EXPECT_EQ(notice.starts_at, original.starts_at);
  EXPECT_EQ(notice.ends_at, original.ends_at);
  EXPECT_EQ(notice.generator_url(), original.generator_url());
  EXPECT_TRUE(notice.resolved);
  EXPECT_TRUE(notice.no_data);
  EXPECT_EQ(notice.value, 12.5);
  EXPECT_EQ(notice.resolved_value, 0.25);
  ASSERT_TRUE(item.threshold && item.trend && item.acknowledgement);
  EXPECT_EQ(item.threshold->comparison, ">");
  EXPECT_EQ(item.threshold->value, 10);
  EXPECT_EQ(item.trend->before, 9.5);
  EXPECT_EQ(item.trend->ago, std::chrono::minutes(10));
  EXPECT_EQ(item.acknowledgement->by, "ann");
  EXPECT_EQ(item.acknowledgement->comment, "on it");
  EXPECT_EQ(item.acknowledgement->until, testing::at_second(1'700'003'690));
}

TEST(SavedMessages, KeepWhatIsNotThereAbsent) {
  const OutboxEntry after = decode_outbox_entry(17, encode(outbox_entry())).value();
  const notify::Item& plain = after.notification.alerts[1];
  EXPECT_EQ(plain.notice.labels, (core::Labels{{"alertname", "Other"}}));
  EXPECT_FALSE(plain.notice.resolved);
  EXPECT_FALSE(plain.notice.resolved_value || plain.threshold || plain.trend);
  EXPECT_FALSE(plain.acknowledgement);
}

TEST(SavedMessages, ThatAreCutShortOrTooLongAreRefused) {
  const std::string bytes = encode(outbox_entry());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_outbox_entry(1, std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(decode_outbox_entry(1, bytes + "x"));
  EXPECT_EQ(decode_outbox_entry(1, "\x02" + bytes.substr(1)).error().message(),
            "saved message cannot be read");
}

}  // namespace
}  // namespace silicon::state
