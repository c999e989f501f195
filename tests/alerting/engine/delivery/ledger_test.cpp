#include "alerting/engine/delivery/ledger.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/alert_samples.hpp"

namespace silicon::engine {
namespace {

using testing::at_second;

alert::Notice notice(std::string instance, bool resolved = false, std::int64_t starts = 100) {
  alert::Notice result;
  result.labels = {{"alertname", "Hot"}, {"instance", std::move(instance)}};
  result.starts_at = at_second(starts);
  result.resolved = resolved;
  return result;
}

class LedgerTest : public ::testing::Test {
 protected:
  // What is due, delivered at once.
  std::size_t deliver(const Receiver& receiver, const std::vector<alert::Notice>& notices,
                      bool delivered = true) {
    const auto command = ledger_.due(receiver, notices).tell;
    if (!command) return 0;
    EXPECT_EQ(command->receiver, receiver.name);
    marks_ = ledger_.finished({receiver.name, command->notices, delivered}, at_second(200)).marks;
    return command->notices.size();
  }

  const Receiver ops_{"ops", true};
  Ledger ledger_;
  std::vector<state::DeliveryMark> marks_;
};

TEST_F(LedgerTest, TellsBeginningAndEndOnce) {
  EXPECT_EQ(deliver(ops_, {notice("a")}), 1U);
  EXPECT_EQ(deliver(ops_, {notice("a")}), 0U);
  EXPECT_EQ(deliver(ops_, {notice("a"), notice("b")}), 1U);
  EXPECT_EQ(deliver(ops_, {notice("a", true)}), 1U);
  EXPECT_EQ(deliver(ops_, {notice("a", true)}), 0U);
  EXPECT_EQ(deliver(ops_, {notice("a", false, 300)}), 1U);  // it began anew
}

TEST_F(LedgerTest, TellsNoEndOfWhatNobodyWasTold) {
  EXPECT_EQ(deliver(ops_, {notice("a", true)}), 0U);
  EXPECT_EQ(deliver({"quiet", false}, {notice("a")}), 1U);
  EXPECT_EQ(deliver({"quiet", false}, {notice("a", true)}), 0U);
}

TEST_F(LedgerTest, TellsANewBeginningThoughTheEndWasNeverTold) {
  EXPECT_EQ(deliver({"quiet", false}, {notice("a")}), 1U);
  EXPECT_EQ(deliver({"quiet", false}, {notice("a", false, 300)}), 1U);
}

TEST_F(LedgerTest, KeepsReceiversApart) {
  EXPECT_EQ(deliver(ops_, {notice("a")}), 1U);
  EXPECT_EQ(deliver({"dev", true}, {notice("a")}), 1U);
}

TEST_F(LedgerTest, TriesAgainWhatFailed) {
  EXPECT_EQ(deliver(ops_, {notice("a")}, false), 1U);
  EXPECT_TRUE(marks_.empty());
  EXPECT_EQ(deliver(ops_, {notice("a")}), 1U);
}

TEST_F(LedgerTest, DoesNotRepeatWhatIsUnderWay) {
  ASSERT_TRUE(ledger_.due(ops_, {notice("a")}).tell);
  EXPECT_FALSE(ledger_.due(ops_, {notice("a")}).tell);
  EXPECT_TRUE(ledger_.finished({"ops", {notice("b")}, true}, at_second(200)).marks.empty());
  EXPECT_EQ(ledger_.finished({"ops", {notice("a")}, true}, at_second(200)).marks.size(), 1U);
}

TEST_F(LedgerTest, TellsAnEndThatCameWhileTheBeginningWasUnderWay) {
  ASSERT_TRUE(ledger_.due(ops_, {notice("a")}).tell);
  EXPECT_FALSE(ledger_.due(ops_, {notice("a", true)}).tell);
  const auto outcome = ledger_.finished({"ops", {notice("a")}, true}, at_second(200));
  ASSERT_TRUE(outcome.tell);
  EXPECT_TRUE(outcome.tell->notices.at(0).resolved);
  // Had the beginning failed for good, nobody would need to know of the end.
  ASSERT_TRUE(ledger_.due(ops_, {notice("b")}).tell);
  EXPECT_FALSE(ledger_.due(ops_, {notice("b", true)}).tell);
  EXPECT_FALSE(ledger_.finished({"ops", {notice("b")}, false}, at_second(200)).tell);
}

TEST_F(LedgerTest, RemembersAcrossARestart) {
  deliver(ops_, {notice("a")});
  ASSERT_EQ(marks_.size(), 1U);
  EXPECT_EQ(marks_[0], (state::DeliveryMark{"ops", notice("a").labels, at_second(100), false,
                                            at_second(200)}));
  Ledger restarted;
  restarted.restore(marks_);
  EXPECT_FALSE(restarted.due(ops_, {notice("a")}).tell);
  EXPECT_TRUE(restarted.due(ops_, {notice("a", true)}).tell);
}

TEST_F(LedgerTest, ForgetsOldEndsButNoBeginnings) {
  deliver(ops_, {notice("a"), notice("b")});
  deliver(ops_, {notice("a", true)});
  ledger_.prune(at_second(1000));
  EXPECT_EQ(deliver(ops_, {notice("b")}), 0U);
  EXPECT_EQ(deliver(ops_, {notice("a", true)}), 0U);
  EXPECT_EQ(deliver(ops_, {notice("a")}), 1U);
}

TEST_F(LedgerTest, DoubtsWhatWasUnderWayWhenTheProgramEnded) {
  const auto orders = ledger_.due(ops_, {notice("a"), notice("b")});
  ASSERT_EQ(orders.marks.size(), 2U);  // saved before anything is told
  Ledger restarted;
  restarted.restore(orders.marks);
  EXPECT_TRUE(restarted.due(ops_, {notice("a")}).tell);        // it may not have arrived
  EXPECT_TRUE(restarted.due(ops_, {notice("b", true)}).tell);  // it may have
}

TEST_F(LedgerTest, KeepsTheEndOfWhatIsUnderWayApartFromLaterAlerts) {
  ASSERT_TRUE(ledger_.due(ops_, {notice("a")}).tell);
  ledger_.due(ops_, {notice("a", true)});
  ledger_.due(ops_, {notice("a", false, 300)});
  ledger_.due(ops_, {notice("a", true, 300)});
  const auto orders = ledger_.finished({"ops", {notice("a")}, true}, at_second(400));
  ASSERT_TRUE(orders.tell);
  EXPECT_EQ(orders.tell->notices.at(0).starts_at, at_second(100));
  EXPECT_TRUE(orders.tell->notices.at(0).resolved);
}

TEST_F(LedgerTest, EndsWhatIsNoMore) {
  deliver(ops_, {notice("a"), notice("b")});
  const auto only_a = [](const core::Labels& labels, core::Instant) {
    return labels.get("instance") == "a";
  };
  const auto ends = ledger_.overdue_ends({ops_, {"quiet", false}}, only_a, at_second(500));
  ASSERT_EQ(ends.size(), 1U);
  ASSERT_EQ(ends[0].notices.size(), 1U);
  EXPECT_EQ(ends[0].notices[0].labels.get("instance"), "b");
  EXPECT_TRUE(ends[0].notices[0].resolved);
  EXPECT_EQ(ends[0].notices[0].ends_at, at_second(500));
  // Under way now.
  EXPECT_TRUE(ledger_.overdue_ends({ops_}, only_a, at_second(560)).empty());
}

TEST_F(LedgerTest, FollowsAClockThatIsSetBack) {
  deliver(ops_, {notice("a", false, 150)});  // at 200
  const auto changed = ledger_.set_back(at_second(120));
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].starts_at, at_second(120));
  EXPECT_EQ(deliver(ops_, {notice("a", false, 120)}), 0U);
  EXPECT_EQ(deliver(ops_, {notice("a", true, 120)}), 1U);
}

}  // namespace
}  // namespace silicon::engine
