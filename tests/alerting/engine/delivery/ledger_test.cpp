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
    const auto command = ledger_.due(receiver, notices);
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
  ASSERT_TRUE(ledger_.due(ops_, {notice("a")}));
  EXPECT_FALSE(ledger_.due(ops_, {notice("a")}));
  EXPECT_TRUE(ledger_.finished({"ops", {notice("b")}, true}, at_second(200)).marks.empty());
  EXPECT_EQ(ledger_.finished({"ops", {notice("a")}, true}, at_second(200)).marks.size(), 1U);
}

TEST_F(LedgerTest, TellsAnEndThatCameWhileTheBeginningWasUnderWay) {
  ASSERT_TRUE(ledger_.due(ops_, {notice("a")}));
  EXPECT_FALSE(ledger_.due(ops_, {notice("a", true)}));
  const auto outcome = ledger_.finished({"ops", {notice("a")}, true}, at_second(200));
  ASSERT_TRUE(outcome.next);
  EXPECT_TRUE(outcome.next->notices.at(0).resolved);
  // Had the beginning failed for good, nobody would need to know of the end.
  ASSERT_TRUE(ledger_.due(ops_, {notice("b")}));
  EXPECT_FALSE(ledger_.due(ops_, {notice("b", true)}));
  EXPECT_FALSE(ledger_.finished({"ops", {notice("b")}, false}, at_second(200)).next);
}

TEST_F(LedgerTest, RemembersAcrossARestart) {
  deliver(ops_, {notice("a")});
  ASSERT_EQ(marks_.size(), 1U);
  EXPECT_EQ(marks_[0], (state::DeliveryMark{"ops", notice("a").labels, at_second(100), false,
                                            at_second(200)}));
  Ledger restarted;
  restarted.restore(marks_);
  EXPECT_FALSE(restarted.due(ops_, {notice("a")}));
  EXPECT_TRUE(restarted.due(ops_, {notice("a", true)}));
}

TEST_F(LedgerTest, ForgetsOldEndsButNoBeginnings) {
  deliver(ops_, {notice("a"), notice("b")});
  deliver(ops_, {notice("a", true)});
  ledger_.prune(at_second(1000));
  EXPECT_EQ(deliver(ops_, {notice("b")}), 0U);
  EXPECT_EQ(deliver(ops_, {notice("a", true)}), 0U);
  EXPECT_EQ(deliver(ops_, {notice("a")}), 1U);
}

}  // namespace
}  // namespace silicon::engine
