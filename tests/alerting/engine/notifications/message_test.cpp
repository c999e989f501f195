#include "alerting/engine/notifications/message.hpp"

#include <gtest/gtest.h>

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;

const core::Instant kStart(1'700'000'000s);

routing::NoticePointer notice(const std::string& instance) {
  alert::Notice out;
  out.labels = core::Labels({{"alertname", "High"}, {"instance", instance}});
  out.starts_at = kStart;
  return std::make_shared<const alert::Notice>(std::move(out));
}

routing::Notify decided() {
  routing::Notify out;
  out.group = {"{}", core::Labels({{"alertname", "High"}})};
  out.group_key = "{}:{alertname=\"High\"}";
  out.receiver = "ops";
  out.reason = routing::Reason::new_alerts;
  out.alerts = {notice("a"), notice("b")};
  return out;
}

TEST(NotificationOf, SaysToWhomAndWhy) {
  const auto message = notification_of(decided(), {}, kStart + 1min);
  EXPECT_EQ(message.receiver, "ops");
  EXPECT_EQ(message.group_key, "{}:{alertname=\"High\"}");
  EXPECT_EQ(message.group_labels, core::Labels({{"alertname", "High"}}));
  EXPECT_EQ(message.reason, "new alerts added");
  EXPECT_EQ(message.decided_at, kStart + 1min);
  EXPECT_EQ(message.alerts.size(), 2U);
  EXPECT_TRUE(message.remarks.empty());
}

TEST(NotificationOf, SaysWhoHasWhichAlertInHand) {
  routing::Notify one = decided();
  one.acknowledged = {{one.alerts[1]->labels, kStart, "ann", "on it", kStart, kStart + 1h}};
  const auto message = notification_of(one, {}, kStart);
  EXPECT_FALSE(message.alerts[0].acknowledgement);
  ASSERT_TRUE(message.alerts[1].acknowledgement);
  EXPECT_EQ(message.alerts[1].acknowledgement->by, "ann");
  EXPECT_EQ(message.alerts[1].acknowledgement->until, kStart + 1h);
}

TEST(NotificationOf, CountsWhatIsKeptQuiet) {
  routing::Notify one = decided();
  one.muted = 1;
  EXPECT_EQ(notification_of(one, {}, kStart).remarks,
            std::vector<std::string>{"one more alert of the group is kept quiet"});
  one.muted = 3;
  EXPECT_EQ(notification_of(one, {}, kStart).remarks,
            std::vector<std::string>{"3 more alerts of the group are kept quiet"});
}

TEST(NotificationOf, NamesTheSilencesThatHaveEnded) {
  routing::Silence silence;
  silence.id = "s1";
  silence.created_by = "ann";
  silence.comment = "new disks";
  routing::SilenceSet silences;
  silences.restore({silence});
  routing::Notify one = decided();
  one.ended_silences = {"s1", "gone"};
  EXPECT_EQ(notification_of(one, silences, kStart).remarks,
            (std::vector<std::string>{"the silence of ann has ended: new disks",
                                      "the silence gone has ended"}));
}

}  // namespace
}  // namespace silicon::engine
