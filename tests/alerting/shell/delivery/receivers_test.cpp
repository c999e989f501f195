#include "alerting/shell/delivery/receivers.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/alert_samples.hpp"

namespace silicon::shell {
namespace {

using testing::at_second;

const core::Instant kNow = at_second(1'700'000'000);

alert::Notice notice(std::string instance, bool resolved = false) {
  alert::Notice result;
  result.labels = {{"alertname", "Hot"}, {"instance", std::move(instance)}};
  result.starts_at = kNow;
  result.ends_at = kNow + std::chrono::minutes(4);
  result.resolved = resolved;
  return result;
}

class ReceiversTest : public ::testing::Test {
 protected:
  ReceiversTest() {
    config_->alertmanagers.resize(1);
    config_->webhooks.resize(1);
    config_->webhooks[0].name = "ops";
    config_->webhooks[0].url.text = runtime::Secret("http://hook/");
    receivers_.configure(config_, "http://here");
    receivers_.found(0, {{{"am:9093"}, {}}});
  }

  // Answers the newest delivery.
  std::vector<engine::Event> answer(notify::Verdict verdict) {
    DeliveryResult result;
    result.key = sent_.back().key;
    result.judgement.verdict = verdict;
    if (verdict != notify::Verdict::delivered) result.judgement.reason = "no";
    return receivers_.finished(result, kNow);
  }

  std::shared_ptr<config::Config> config_ = std::make_shared<config::Config>();
  std::vector<Delivery> sent_;
  Receivers receivers_{[this](Delivery delivery) { sent_.push_back(std::move(delivery)); }};
};

TEST_F(ReceiversTest, TellsEveryAlertmanager) {
  receivers_.found(0, {{{"am:9093", "other:9093"}, {}}});
  EXPECT_EQ(receivers_.alertmanagers().size(), 2U);
  receivers_.tell(engine::TellAlertmanagers{{notice("a")}});
  receivers_.turn(kNow);
  ASSERT_EQ(sent_.size(), 2U);
  EXPECT_EQ(sent_[0].url.text.expose(), "http://am:9093/api/v2/alerts");
  EXPECT_NE(sent_[0].body.find("\"Hot\""), std::string::npos);
  EXPECT_TRUE(answer(notify::Verdict::delivered).empty());
}

TEST_F(ReceiversTest, TellsAWebhookAndTheEngineThatItDid) {
  receivers_.tell(engine::TellWebhook{"ops", {notice("a")}});
  receivers_.turn(kNow);
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_NE(sent_[0].body.find("\"receiver\":\"ops\""), std::string::npos);
  const auto events = answer(notify::Verdict::delivered);
  ASSERT_EQ(events.size(), 1U);
  const auto& finished = std::get<engine::DeliveryFinished>(events[0]);
  EXPECT_EQ(finished.receiver, "ops");
  EXPECT_TRUE(finished.delivered);
  EXPECT_EQ(finished.notices.size(), 1U);
}

TEST_F(ReceiversTest, TriesAgainUntilToldThatItIsOfNoUse) {
  receivers_.tell(engine::TellWebhook{"ops", {notice("a")}});
  receivers_.turn(kNow);
  EXPECT_TRUE(answer(notify::Verdict::retry).empty());
  receivers_.turn(kNow);  // not yet
  EXPECT_EQ(sent_.size(), 1U);
  ASSERT_TRUE(receivers_.due());
  receivers_.turn(kNow + std::chrono::hours(1));  // news stays news
  ASSERT_EQ(sent_.size(), 2U);
  const auto events = answer(notify::Verdict::give_up);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_FALSE(std::get<engine::DeliveryFinished>(events[0]).delivered);
}

TEST_F(ReceiversTest, ForgetsThoseThatAreGone) {
  receivers_.found(0, {});
  EXPECT_TRUE(receivers_.alertmanagers().empty());
  receivers_.configure(std::make_shared<config::Config>(), "");
  receivers_.tell(engine::TellWebhook{"ops", {notice("a")}});
  receivers_.tell(engine::TellAlertmanagers{{notice("a")}});
  receivers_.turn(kNow);
  EXPECT_TRUE(sent_.empty());
}

TEST_F(ReceiversTest, CountWhatTheyTold) {
  receivers_.tell(engine::TellWebhook{"ops", {notice("a"), notice("b")}});
  receivers_.turn(kNow);
  answer(notify::Verdict::delivered);
  for (const core::Family& family : receivers_.metrics()) {
    if (family.name != "prometheus_notifications_sent_total") continue;
    for (const core::Sample& sample : family.samples) {
      if (sample.labels.get("alertmanager") == "ops") {
        EXPECT_EQ(sample.value, 2);
      }
    }
  }
}

}  // namespace
}  // namespace silicon::shell
