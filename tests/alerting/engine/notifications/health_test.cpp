#include "alerting/engine/notifications/health.hpp"

#include <gtest/gtest.h>

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;
using state::DeliveryOutcome;

const core::Instant kStart(1'700'000'000s);

state::DeliveryAttempt attempt(core::Duration after, DeliveryOutcome outcome) {
  state::DeliveryAttempt out;
  out.time = kStart + after;
  out.receiver = "ops";
  out.integration = "slack[0]";
  out.outcome = outcome;
  out.answer = "connection refused";
  return out;
}

TEST(ReceiverHealth, OverlooksTroubleOfAMoment) {
  ReceiverHealth health;
  health.take(attempt(0s, DeliveryOutcome::again));
  EXPECT_TRUE(health.notices(kStart + 59s).empty());
  EXPECT_EQ(health.due(), kStart + 1min);
  health.take(attempt(59s, DeliveryOutcome::delivered));
  EXPECT_EQ(health.due(), std::nullopt);
}

TEST(ReceiverHealth, RaisesAnAlertOnceAfterAMinute) {
  ReceiverHealth health;
  health.take(attempt(0s, DeliveryOutcome::again));
  health.take(attempt(40s, DeliveryOutcome::again));
  const auto notices = health.notices(kStart + 1min);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].labels, core::Labels({{"alertname", "ReceiverFailing"},
                                             {"integration", "slack[0]"},
                                             {"receiver", "ops"},
                                             {"severity", "critical"}}));
  EXPECT_EQ(notices[0].starts_at, kStart);
  EXPECT_FALSE(notices[0].resolved);
  EXPECT_TRUE(health.notices(kStart + 5min).empty());
}

TEST(ReceiverHealth, RaisesAnAlertAtOnceAboutWhatIsGivenUp) {
  ReceiverHealth health;
  health.take(attempt(0s, DeliveryOutcome::given_up));
  EXPECT_EQ(health.due(), kStart);
  EXPECT_EQ(health.notices(kStart).size(), 1U);
}

TEST(ReceiverHealth, EndsTheAlertWhenSomethingArrives) {
  ReceiverHealth health;
  health.take(attempt(0s, DeliveryOutcome::given_up));
  health.notices(kStart);
  health.take(attempt(2min, DeliveryOutcome::delivered));
  const auto notices = health.notices(kStart + 2min);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_TRUE(notices[0].resolved);
  EXPECT_EQ(notices[0].starts_at, kStart);
  EXPECT_EQ(notices[0].ends_at, kStart + 2min);
}

// Whoever was told before a restart must hear of the end.
TEST(ReceiverHealth, SaysOnceAfterAStartThatAnIntegrationWorks) {
  ReceiverHealth health;
  health.take(attempt(0s, DeliveryOutcome::delivered));
  health.take(attempt(1s, DeliveryOutcome::delivered));
  EXPECT_EQ(health.notices(kStart + 1s).size(), 1U);
  health.take(attempt(2s, DeliveryOutcome::delivered));
  EXPECT_TRUE(health.notices(kStart + 2s).empty());
}

TEST(ReceiverHealth, EndsTheAlertAboutWhoeverHasGone) {
  ReceiverHealth health;
  health.configure({{"ops", "slack[0]"}}, kStart);
  health.take(attempt(0s, DeliveryOutcome::given_up));
  EXPECT_EQ(health.notices(kStart).size(), 1U);
  health.configure({{"ops", "slack[0]"}, {"dev", "slack[0]"}}, kStart + 1min);
  EXPECT_TRUE(health.notices(kStart + 1min).empty());
  health.configure({{"dev", "slack[0]"}}, kStart + 2min);
  const auto notices = health.notices(kStart + 2min);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_TRUE(notices[0].resolved);
  EXPECT_EQ(notices[0].starts_at, kStart);
  EXPECT_TRUE(health.failing().empty());
  // What waited for it is given up, which is no news.
  health.take(attempt(2min, DeliveryOutcome::given_up));
  EXPECT_TRUE(health.notices(kStart + 10min).empty());
}

TEST(ReceiverHealth, BearsAClockThatIsSetBack) {
  ReceiverHealth health;
  health.take(attempt(1h, DeliveryOutcome::again));
  EXPECT_TRUE(health.notices(kStart).empty());
  EXPECT_EQ(health.notices(kStart + 1min).size(), 1U);
}

}  // namespace
}  // namespace silicon::engine
