#include "alerting/notify/retry/queue.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using namespace std::chrono_literals;

const core::Instant kNow = testing::instant("2026-11-21T00:20:00Z");
const Judgement kDelivered{};
const Judgement kFailed{Verdict::retry, "HTTP status 500"};
const Judgement kRefused{Verdict::give_up, "HTTP status 400"};

class QueueTest : public ::testing::Test {
 protected:
  static Notification message(const std::string& group, const std::string& instance = "a") {
    Notification notification = testing::notification_of({testing::high_cpu(instance)});
    notification.group_key = group;
    return notification;
  }

  void push(std::uint64_t id, const std::string& group,
            std::initializer_list<std::uint64_t> replaces = {}) {
    queue_.push(id, message(group, "host-" + std::to_string(id)), std::vector(replaces));
  }

  // The ids of what is sent now; empty for nothing.
  std::vector<std::uint64_t> take() {
    std::vector<std::uint64_t> ids;
    turn_ = queue_.take(now_);
    if (!turn_) return ids;
    for (const QueuedMessage& each : turn_->messages) ids.push_back(each.id);
    return ids;
  }

  Verdict finish(const Judgement& judgement, Concern concern = Concern::message) {
    return queue_.finish(judgement, concern, 0, now_);
  }

  // Waits until something is due, and takes it.
  std::vector<std::uint64_t> wait() {
    const auto due = queue_.due();
    EXPECT_TRUE(due);
    if (due) now_ = std::max(now_, *due);
    return take();
  }

  using Ids = std::vector<std::uint64_t>;

  core::Instant now_ = kNow;
  std::optional<Queue::Turn> turn_;
  Queue queue_{7};
};

TEST_F(QueueTest, SendsOneAfterTheOtherInTheirOrder) {
  EXPECT_EQ(take(), Ids{});
  EXPECT_FALSE(queue_.due());
  push(1, "a");
  push(2, "b");
  EXPECT_EQ(take(), Ids{1});
  EXPECT_EQ(take(), Ids{}) << "one at a time";
  EXPECT_FALSE(queue_.due());
  EXPECT_EQ(finish(kDelivered), Verdict::delivered);
  EXPECT_LE(*queue_.due(), now_);
  EXPECT_EQ(take(), Ids{2});
  finish(kDelivered);
  EXPECT_EQ(queue_.size(), 0U);
}

TEST_F(QueueTest, SaysWhatAMessageIsAbout) {
  Notification notification = message("a");
  notification.alerts.push_back(testing::resolved(testing::high_cpu("b")));
  notification.alerts.push_back(testing::resolved(testing::high_cpu("c")));
  queue_.push(5, notification, {});
  take();
  ASSERT_EQ(turn_->messages.size(), 1U);
  EXPECT_EQ(turn_->messages[0].group_key, "a");
  EXPECT_EQ(turn_->messages[0].reason, "first notification");
  EXPECT_EQ(turn_->messages[0].firing, 1U);
  EXPECT_EQ(turn_->messages[0].resolved, 2U);
  EXPECT_EQ(turn_->notification.alerts.size(), 3U);
  EXPECT_EQ(turn_->failures, 0U);
}

TEST_F(QueueTest, TriesAgainLaterAndLaterAndNeverGivesUpByItself) {
  push(1, "a");
  core::Instant last = now_;
  EXPECT_EQ(take(), Ids{1});
  for (std::uint32_t failures = 1; failures <= 20; ++failures) {
    EXPECT_EQ(finish(kFailed), Verdict::retry);
    EXPECT_EQ(take(), Ids{}) << "it does not spin";
    EXPECT_EQ(wait(), Ids{1});
    EXPECT_EQ(turn_->failures, failures);
    EXPECT_GE(now_ - last, 250ms);
    EXPECT_LE(now_ - last, 1min);
    last = now_;
  }
  EXPECT_EQ(finish(kDelivered), Verdict::delivered);
}

TEST_F(QueueTest, GoesOnWithTheNextWhenOneIsRefused) {
  push(1, "a");
  push(2, "b");
  take();
  EXPECT_EQ(finish(kRefused), Verdict::give_up);
  EXPECT_EQ(take(), Ids{2});
}

TEST_F(QueueTest, LetsOtherGroupsPassWhatFailsByItself) {
  push(1, "poison");
  push(2, "b");
  push(3, "poison");
  EXPECT_EQ(take(), Ids{1});
  finish(kFailed);
  EXPECT_EQ(take(), Ids{2}) << "but not the newer one of the same group";
  finish(kDelivered);
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(wait(), Ids{1});
  finish(kRefused);
  EXPECT_EQ(take(), Ids{3});
}

TEST_F(QueueTest, LetsEverybodyHaveATurn) {
  push(1, "poison");
  EXPECT_EQ(take(), Ids{1});
  finish(kFailed);
  std::uint64_t id = 2;
  int tries = 1;
  // Something new is always there, and goes through.
  for (int i = 0; i < 100; ++i) {
    now_ += 1s;
    push(id, "group-" + std::to_string(id));
    ++id;
    const Ids sent = take();
    ASSERT_EQ(sent.size(), 1U);
    if (sent.front() == 1) ++tries;
    finish(sent.front() == 1 ? kFailed : kDelivered);
  }
  EXPECT_GE(tries, 5) << "the one that fails has its turn";
  EXPECT_GE(id - queue_.size(), 80U) << "and the others theirs";
}

TEST_F(QueueTest, MakesAllWaitForAReceiverThatDoesNotAnswer) {
  push(1, "a");
  push(2, "b");
  take();
  EXPECT_FALSE(queue_.failing());
  finish({Verdict::retry, "Connection refused"}, Concern::receiver);
  EXPECT_TRUE(queue_.failing());
  EXPECT_EQ(take(), Ids{});
  const core::Instant due = *queue_.due();
  EXPECT_GE(due - now_, 250ms);
  wait();
  finish(kDelivered);
  EXPECT_FALSE(queue_.failing());
}

TEST_F(QueueTest, WaitsAsLongAsItIsAskedTo) {
  push(1, "a");
  push(2, "b");
  take();
  finish({Verdict::retry, "HTTP status 429", 90s});
  EXPECT_EQ(queue_.due(), now_ + 90s);
  now_ += 89s;
  EXPECT_EQ(take(), Ids{});
  now_ += 1s;
  EXPECT_FALSE(take().empty());
}

TEST_F(QueueTest, TakesManyFailuresForTheReceivers) {
  for (std::uint64_t id = 1; id <= 50; ++id) push(id, "group-" + std::to_string(id));
  int tries = 0;
  // Everything fails, each time with an answer that is about one message.
  for (const core::Instant end = now_ + 1min; now_ < end; now_ += 100ms) {
    while (!take().empty()) {
      ++tries;
      finish(kFailed);
    }
  }
  EXPECT_LE(tries, 20) << "fifty messages do not make fifty times the load";
  EXPECT_TRUE(queue_.failing());
  while (queue_.size() > 0) {
    ASSERT_FALSE(wait().empty());
    finish(kDelivered);
  }
  EXPECT_LE(now_ - kNow, 3min);
}

TEST_F(QueueTest, DropsWhatIsReplaced) {
  push(1, "a");
  push(2, "b");
  push(3, "a", {1});
  EXPECT_EQ(queue_.size(), 2U);
  EXPECT_EQ(take(), Ids{2});
}

TEST_F(QueueTest, DoesNotTryAgainWhatWasReplacedUnderWay) {
  push(1, "a");
  take();
  push(2, "a", {1});
  EXPECT_EQ(queue_.size(), 2U);
  EXPECT_EQ(finish(kFailed), Verdict::retry);
  EXPECT_EQ(queue_.size(), 1U);
  EXPECT_EQ(take(), Ids{2});
}

TEST_F(QueueTest, TakesEachMessageOnce) {
  push(1, "a");
  push(1, "a");
  EXPECT_EQ(queue_.size(), 1U);
  take();
  push(1, "a");
  finish(kDelivered);
  EXPECT_EQ(queue_.size(), 0U);
}

TEST_F(QueueTest, RemembersHowMuchOfAMessageIsDone) {
  push(1, "a");
  take();
  EXPECT_EQ(turn_->done, 0U);
  queue_.finish(kFailed, Concern::message, 2, now_);
  wait();
  EXPECT_EQ(turn_->done, 2U);
}

TEST_F(QueueTest, SendsADigestOfWhatIsBeyondTheLimit) {
  queue_.set_limit(RateLimit{2, 1min}, false);
  for (std::uint64_t id = 1; id <= 5; ++id) push(id, "group-" + std::to_string(id));
  EXPECT_EQ(take(), Ids{1});
  finish(kDelivered);
  EXPECT_EQ(take(), Ids{2});
  finish(kDelivered);
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(queue_.due(), now_ + 30s);
  push(6, "group-3", {3});
  EXPECT_EQ(wait(), (Ids{4, 5, 6}));
  EXPECT_EQ(turn_->notification.reason, "digest");
  EXPECT_EQ(turn_->notification.alerts.size(), 3U);
  EXPECT_EQ(finish(kDelivered), Verdict::delivered);
  EXPECT_EQ(queue_.size(), 0U);
}

TEST_F(QueueTest, MakesTheDigestAnewWhenItFails) {
  queue_.set_limit(RateLimit{1, 1min}, false);
  push(1, "a");
  take();
  finish(kDelivered);
  push(2, "b");
  push(3, "c");
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(wait(), (Ids{2, 3}));
  push(4, "b", {2});
  finish(kFailed);
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(wait(), (Ids{3, 4}));
}

TEST_F(QueueTest, SendsTheMessagesOfARefusedDigestOneByOne) {
  queue_.set_limit(RateLimit{1, 1s}, false);
  push(1, "a");
  take();
  finish(kDelivered);
  push(2, "b");
  push(3, "c");
  take();
  EXPECT_EQ(wait(), (Ids{2, 3}));
  EXPECT_EQ(finish(kRefused), Verdict::retry);
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(wait(), Ids{2});
  EXPECT_EQ(finish(kRefused), Verdict::give_up);
  take();
  EXPECT_EQ(wait(), Ids{3});
  EXPECT_EQ(finish(kDelivered), Verdict::delivered);
}

TEST_F(QueueTest, SendsOneByOneToReceiversThatKeepAStateByGroup) {
  queue_.set_limit(RateLimit{1, 1s}, true);
  for (std::uint64_t id = 1; id <= 3; ++id) push(id, "group-" + std::to_string(id));
  EXPECT_EQ(take(), Ids{1});
  finish(kDelivered);
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(wait(), Ids{2});
  finish(kDelivered);
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(wait(), Ids{3});
}

TEST_F(QueueTest, DoesNotWaitForAClockThatWasSetBack) {
  push(1, "a");
  take();
  finish({Verdict::retry, "HTTP status 429", 30s});
  now_ -= 24h;
  EXPECT_EQ(take(), Ids{});
  EXPECT_EQ(queue_.due(), now_ + 30s);
  now_ += 30s;
  EXPECT_EQ(take(), Ids{1});
}

TEST_F(QueueTest, GivesBackWhatIsNotUnderWay) {
  push(1, "a");
  push(2, "b");
  take();
  const auto left = queue_.clear();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].id, 2U);
  EXPECT_EQ(left[0].firing, 1U);
  EXPECT_EQ(finish(kDelivered), Verdict::delivered);
  EXPECT_EQ(queue_.size(), 0U);
}

TEST_F(QueueTest, HoldsThousandsOfMessagesForHoursAndTellsThemInDigests) {
  constexpr std::uint64_t kMany = 10'000;
  queue_.set_limit(RateLimit{10, 1min}, false);
  const auto group_of = [](std::uint64_t id) { return "group-" + std::to_string(id % kMany); };
  for (std::uint64_t id = 1; id <= kMany; ++id) push(id, group_of(id));
  int tries = 0;
  for (const core::Instant end = now_ + 8h; now_ < end; ++tries) {
    ASSERT_FALSE(wait().empty());
    finish({Verdict::retry, "Connection refused"}, Concern::receiver);
  }
  EXPECT_LE(tries, 8 * 60 * 2) << "however many wait";
  EXPECT_EQ(queue_.size(), kMany);
  for (std::uint64_t id = kMany + 1; id <= 2 * kMany; ++id) push(id, group_of(id), {id - kMany});
  EXPECT_EQ(queue_.size(), kMany) << "of each group the newest";

  const core::Instant answers_again = now_;
  std::set<std::uint64_t> told;
  int posts = 0;
  while (queue_.size() > 0) {
    const Ids sent = wait();
    if (sent.empty()) continue;  // beyond the limit: later, together
    told.insert(sent.begin(), sent.end());
    finish(kDelivered);
    ++posts;
  }
  EXPECT_EQ(told.size(), kMany);
  EXPECT_GT(*told.begin(), kMany);
  EXPECT_LE(posts, 30);
  EXPECT_LE(now_ - answers_again, 3min);
}

// Whatever a receiver does, each message ends exactly once, and nothing older of a group is sent
// behind something newer.
TEST_F(QueueTest, HoldsWhateverTheReceiverDoes) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::uint64_t state = seed;
    const auto draw = [&](std::uint64_t below) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      return (state >> 33U) % below;
    };
    Queue queue(seed);
    if (draw(2) == 0) queue.set_limit(RateLimit{3, 10s}, draw(2) == 0);
    now_ = kNow;
    std::map<std::string, std::uint64_t> newest_sent;
    std::set<std::uint64_t> open;
    std::uint64_t next_id = 1;
    for (int step = 0; step < 600 || queue.size() > 0; ++step) {
      ASSERT_LT(step, 5000);
      now_ += core::Duration(draw(2000));
      const bool healthy = step >= 600;
      if (!healthy && draw(3) == 0) {
        const std::string group = "group-" + std::to_string(draw(4));
        open.insert(next_id);
        queue.push(next_id++, message(group), {});
      }
      auto turn = queue.take(now_);
      if (!turn) continue;
      ASSERT_FALSE(queue.take(now_));
      for (const QueuedMessage& each : turn->messages) {
        EXPECT_TRUE(open.contains(each.id));
        std::uint64_t& newest = newest_sent[each.group_key];
        EXPECT_LE(newest, each.id) << "out of order";
        newest = each.id;
      }
      const std::uint64_t fate = healthy ? 0 : draw(5);
      const Judgement& judgement = fate < 2 ? kDelivered : fate < 3 ? kRefused : kFailed;
      const Verdict verdict =
          queue.finish(judgement, draw(2) == 0 ? Concern::message : Concern::receiver, 0, now_);
      if (verdict == Verdict::retry) continue;
      for (const QueuedMessage& each : turn->messages) EXPECT_EQ(open.erase(each.id), 1U);
    }
    EXPECT_TRUE(open.empty());
  }
}

}  // namespace
}  // namespace silicon::notify
