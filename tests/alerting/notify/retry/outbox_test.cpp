#include "alerting/notify/retry/outbox.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/alerting/notices.hpp"

namespace silicon::notify {
namespace {

using namespace std::chrono_literals;
using testing::at_notice_second;
using testing::firing_notice;
using testing::resolved_notice;
using Names = std::vector<std::string>;

const Judgement kDelivered{};
const Judgement kRetry{Verdict::retry, "HTTP status 503"};
const Judgement kGiveUp{Verdict::give_up, "HTTP status 400"};

class OutboxTest : public ::testing::Test {
 protected:
  void push(std::vector<alert::Notice> notices) { outbox_.push(notices); }

  Names take(std::int64_t second) {
    const auto batch = outbox_.take(at_notice_second(second));
    return batch ? testing::instances(*batch) : Names{"nothing"};
  }

  void finish(const Judgement& judgement, std::int64_t second) {
    outbox_.finish(judgement, at_notice_second(second));
  }

  Outbox outbox_{{.notices = 5, .batch = 3}, 1};
};

const Names kNothing = {"nothing"};

TEST_F(OutboxTest, HasNothingToSendAtFirst) {
  EXPECT_EQ(take(0), kNothing);
  EXPECT_EQ(outbox_.due(), std::nullopt);
}

TEST_F(OutboxTest, SendsInBatchesOneAfterTheOther) {
  push({firing_notice("a"), firing_notice("b"), firing_notice("c"), firing_notice("d")});
  EXPECT_EQ(take(1), (Names{"a", "b", "c"}));
  EXPECT_TRUE(outbox_.under_way());
  EXPECT_EQ(take(1), kNothing) << "one is under way";
  EXPECT_EQ(outbox_.due(), std::nullopt);
  finish(kDelivered, 2);
  EXPECT_EQ(take(2), Names{"d"});
  finish(kDelivered, 3);
  EXPECT_EQ(outbox_.counts().delivered, 4U);
  EXPECT_EQ(outbox_.waiting(), 0U);
}

TEST_F(OutboxTest, SaysOnlyTheNewestOfAnAlert) {
  push({firing_notice("a"), firing_notice("b")});
  push({resolved_notice("a")});
  EXPECT_EQ(take(31), (Names{"a!", "b"}));
}

TEST_F(OutboxTest, TellsAnEndBeforeTheNextBeginning) {
  push({resolved_notice("a")});
  alert::Notice again = firing_notice("a");
  again.starts_at = at_notice_second(60);
  push({again});
  EXPECT_EQ(take(61), (Names{"a!", "a"}));
}

TEST_F(OutboxTest, TriesAgainAfterAWhile) {
  push({firing_notice("a")});
  EXPECT_EQ(take(1), Names{"a"});
  finish(kRetry, 2);
  EXPECT_EQ(outbox_.last_error(), "HTTP status 503");
  EXPECT_EQ(take(2), kNothing);
  ASSERT_TRUE(outbox_.due());
  EXPECT_GT(*outbox_.due(), at_notice_second(2));
  EXPECT_LE(*outbox_.due(), at_notice_second(3));
  EXPECT_EQ(take(3), Names{"a"});
  finish(kDelivered, 4);
  EXPECT_EQ(outbox_.last_error(), "");
  EXPECT_EQ(outbox_.counts().failures, 1U);
}

TEST_F(OutboxTest, WaitsAsLongAsItsReceiverSays) {
  push({firing_notice("a")});
  take(1);
  finish({Verdict::retry, "HTTP status 429", 20s}, 2);
  EXPECT_EQ(outbox_.due(), at_notice_second(22));
  EXPECT_EQ(take(21), kNothing);
  EXPECT_EQ(take(22), Names{"a"});
}

TEST_F(OutboxTest, SendsWhatIsNewInPlaceOfWhatFailed) {
  push({firing_notice("a"), firing_notice("b")});
  take(1);
  push({resolved_notice("a"), firing_notice("c")});
  finish(kRetry, 2);
  EXPECT_EQ(take(60), (Names{"a!", "b", "c"}));
}

TEST_F(OutboxTest, SendsNothingThatNoLongerHolds) {
  push({firing_notice("a", 50), resolved_notice("b"), firing_notice("c", 240)});
  EXPECT_EQ(take(50), (Names{"b!", "c"})) << "an ended firing notice would be an all-clear";
  EXPECT_EQ(outbox_.counts().expired, 1U);
}

TEST_F(OutboxTest, ForgetsWhatIsRefusedForGood) {
  push({firing_notice("a")});
  take(1);
  finish(kGiveUp, 2);
  EXPECT_EQ(take(3), kNothing);
  EXPECT_EQ(outbox_.counts().refused, 1U);
  EXPECT_EQ(outbox_.last_error(), "HTTP status 400");
}

TEST_F(OutboxTest, DropsTheOldestWhenThereIsNoRoom) {
  push({firing_notice("a"), firing_notice("b"), firing_notice("c"), firing_notice("d"),
        firing_notice("e"), firing_notice("f"), firing_notice("g")});
  EXPECT_EQ(outbox_.counts().dropped, 2U);
  EXPECT_EQ(take(1), (Names{"c", "d", "e"}));
}

// Whatever fails in whatever order: the last word on every alert arrives.
TEST(OutboxModel, TellsTheLastWordOnEveryAlert) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Outbox outbox({}, seed);
    std::map<std::string, bool> said;   // whether it was last reported as resolved
    std::map<std::string, bool> heard;  // by the receiver
    std::int64_t second = 0;
    for (int step = 0; step < 100 || outbox.waiting() > 0; ++step) {
      second += 1 + random() % 5;
      if (step < 100) {
        const std::string name(1, static_cast<char>('a' + random() % 6));
        const bool resolved = random() % 2 == 0;
        const alert::Notice notice =
            resolved ? resolved_notice(name, second) : firing_notice(name, second + 100'000);
        outbox.push(std::vector{notice});
        said[name] = resolved;
      }
      const auto batch = outbox.take(at_notice_second(second));
      if (!batch) continue;
      const bool fails = step < 100 && random() % 3 == 0;
      if (!fails) {
        for (const auto& notice : *batch) {
          heard[std::string(notice.labels.get("instance"))] = notice.resolved;
        }
      }
      outbox.finish(fails ? kRetry : kDelivered, at_notice_second(second));
    }
    EXPECT_EQ(heard, said);
  }
}

}  // namespace
}  // namespace silicon::notify
