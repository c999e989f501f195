#include "alerting/notify/retry/rate_limit.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using namespace std::chrono_literals;
using testing::high_cpu;
using testing::notification_of;
using testing::resolved;

const core::Instant kStart = testing::instant("2026-11-21T00:00:00Z");
const RateLimit kThreeAMinute{3, 1min};

Notification group(const std::string& key, std::vector<Item> alerts) {
  Notification notification = notification_of(std::move(alerts));
  notification.group_key = key;
  return notification;
}

std::vector<std::string> told(const Notification& notification) {
  std::vector<std::string> all;
  for (const Item& item : notification.alerts) {
    all.push_back(std::string(item.notice.labels.get("instance")) +
                  (item.notice.resolved ? "!" : ""));
  }
  return all;
}

TEST(RateLimit, LetsABurstThroughAndThenOneAtATime) {
  RateState state;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(must_wait(state, kThreeAMinute, kStart), std::nullopt);
  EXPECT_EQ(must_wait(state, kThreeAMinute, kStart), kStart + 20s);
  EXPECT_EQ(must_wait(state, kThreeAMinute, kStart + 5s), kStart + 20s);
  EXPECT_EQ(must_wait(state, kThreeAMinute, kStart + 20s), std::nullopt);
  EXPECT_EQ(must_wait(state, kThreeAMinute, kStart + 20s), kStart + 40s);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(must_wait(state, kThreeAMinute, kStart + 1h), std::nullopt);
  EXPECT_NE(must_wait(state, kThreeAMinute, kStart + 1h), std::nullopt);
}

TEST(RateLimit, NeverLetsMoreThroughThanTwiceTheLimitInAnyPeriod) {
  RateState state;
  int sent = 0;
  for (auto now = kStart; now < kStart + 10min; now += 100ms) {
    if (!must_wait(state, kThreeAMinute, now)) ++sent;
  }
  EXPECT_EQ(sent, 3 + 29);
}

TEST(RateLimit, FreesNothingWhenTheClockGoesBack) {
  RateState state;
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(must_wait(state, kThreeAMinute, kStart));
  EXPECT_EQ(must_wait(state, kThreeAMinute, kStart - 1h), kStart - 1h + 20s);
  EXPECT_EQ(must_wait(state, kThreeAMinute, kStart - 1h + 20s), std::nullopt);
}

TEST(Digest, IsOneMessageOfAllThatWaits) {
  Notification second = group("b", {high_cpu("2"), resolved(high_cpu("1"))});
  second.group_labels = {{"alertname", "HighCPU"}, {"cluster", "b"}};
  second.decided_at += 5s;
  const Notification first = group("a", {high_cpu("1")});
  const Notification whole = digest(std::vector{&first, &std::as_const(second)}, kThreeAMinute);
  EXPECT_EQ(told(whole), (std::vector<std::string>{"1!", "2"}));
  EXPECT_EQ(whole.group_labels, (core::Labels{{"alertname", "HighCPU"}}));
  EXPECT_EQ(whole.receiver, "all");
  EXPECT_EQ(whole.decided_at, second.decided_at);
  EXPECT_EQ(whole.remarks,
            std::vector<std::string>{"2 groups in one message: this receiver takes 3 in 1m"});
}

TEST(Digest, KeepsWhatTheGroupsHaveToRemark) {
  Notification first = group("a", {high_cpu("1")});
  first.remarks = {"x"};
  Notification second = group("b", {high_cpu("2")});
  second.remarks = {"y", "z"};
  const Notification whole =
      digest(std::vector{&std::as_const(first), &std::as_const(second)}, kThreeAMinute);
  EXPECT_EQ(whole.remarks,
            (std::vector<std::string>{"2 groups in one message: this receiver takes 3 in 1m", "x",
                                      "y", "z"}));
}

TEST(Digest, LeavesASingleOneAsItIs) {
  const Notification only = group("a", {high_cpu()});
  const Notification one = digest(std::vector{&only}, kThreeAMinute);
  EXPECT_EQ(one.group_key, "a");
  EXPECT_EQ(one.reason, "first notification");
}

}  // namespace
}  // namespace silicon::notify
