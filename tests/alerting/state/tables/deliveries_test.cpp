#include "alerting/state/tables/deliveries.hpp"

#include <gtest/gtest.h>

#include "alerting/state/sqlite/schema.hpp"
#include "tests/support/alerting/state/routing_samples.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::state {
namespace {

using testing::at_second;
using testing::delivery_attempt;
using testing::outbox_entry;

class DeliveryTablesTest : public ::testing::Test {
 protected:
  DeliveryTablesTest() { EXPECT_TRUE(migrate(connection_)); }

  void save(const Changes& changes) {
    EXPECT_TRUE(connection_.transact([&] { return save_deliveries(connection_, changes); }));
  }

  SavedRouting read() const {
    SavedRouting out;
    EXPECT_TRUE(read_deliveries(connection_, out));
    return out;
  }

  std::vector<std::uint64_t> outbox() const {
    std::vector<std::uint64_t> ids;
    for (const OutboxEntry& entry : read().outbox) ids.push_back(entry.id);
    return ids;
  }

  // The seconds of the attempts that are found.
  std::vector<std::int64_t> find(const AttemptQuery& query) const {
    std::vector<std::int64_t> seconds;
    const auto found = read_attempts(connection_, query);
    EXPECT_TRUE(found);
    for (const DeliveryAttempt& attempt : *found) {
      seconds.push_back(attempt.time.time_since_epoch().count() / 1000);
    }
    return seconds;
  }

  static PostedMessage posted(std::string group_key, std::string timestamp) {
    return {"ops", "slack[0]", std::move(group_key), "C1", std::move(timestamp)};
  }

  testing::TemporaryDirectory directory_;
  Connection connection_ =
      Connection::open(directory_.path("a.db"), Connection::Mode::create).value();
};

TEST_F(DeliveryTablesTest, KeepMessagesUntilTheyAreSent) {
  Changes changes;
  changes.outbox = {outbox_entry(9), outbox_entry(3), outbox_entry(5)};
  save(changes);
  EXPECT_EQ(outbox(), (std::vector<std::uint64_t>{3, 5, 9}));
  Changes later;
  later.sent = {5, 77};
  OutboxEntry dead = outbox_entry(3);
  dead.answer = "HTTP status 410";
  later.outbox = {dead};
  save(later);
  EXPECT_EQ(outbox(), (std::vector<std::uint64_t>{3, 9}));
  EXPECT_EQ(read().outbox[0].answer, "HTTP status 410");
  EXPECT_EQ(read().outbox[0].notification.alerts.size(), 2U);
}

TEST_F(DeliveryTablesTest, LetGoOfWhatIsSavedAndSentAtOnce) {
  Changes changes;
  changes.outbox = {outbox_entry(3)};
  changes.sent = {3};
  save(changes);
  EXPECT_TRUE(outbox().empty());
}

TEST_F(DeliveryTablesTest, RememberTheLargestIdOfAllMessages) {
  EXPECT_EQ(read().last_id, 0U);
  Changes changes;
  changes.outbox = {outbox_entry(41), outbox_entry(7)};
  save(changes);
  changes = {};
  changes.sent = {7, 41};
  save(changes);
  EXPECT_TRUE(outbox().empty());
  EXPECT_EQ(read().last_id, 41U);
}

TEST_F(DeliveryTablesTest, KeepEveryFieldOfAnAttempt) {
  Changes changes;
  changes.attempts = {delivery_attempt(10)};
  save(changes);
  const auto attempts = read_attempts(connection_, {}).value();
  ASSERT_EQ(attempts.size(), 1U);
  const DeliveryAttempt& attempt = attempts[0];
  EXPECT_EQ(attempt.time, at_second(10));
  EXPECT_EQ(attempt.id, 17U);
  EXPECT_EQ(attempt.receiver, "ops");
  EXPECT_EQ(attempt.integration, "slack[0]");
  EXPECT_EQ(attempt.group_key, R"({}:{alertname="HighLoad"})");
  EXPECT_EQ(attempt.reason, "first notification");
  EXPECT_EQ(attempt.firing, 3U);
  EXPECT_EQ(attempt.resolved, 1U);
  EXPECT_EQ(attempt.outcome, DeliveryOutcome::again);
  EXPECT_EQ(attempt.answer, "HTTP status 503");
  EXPECT_EQ(attempt.duration, std::chrono::milliseconds(250));
}

TEST_F(DeliveryTablesTest, FindTheNewestAttemptsThatFitOldestFirst) {
  Changes changes;
  changes.attempts = {delivery_attempt(1), delivery_attempt(2), delivery_attempt(3)};
  changes.attempts[1].receiver = "dev";
  changes.attempts[2].group_key = "other";
  save(changes);
  AttemptQuery query;
  EXPECT_EQ(find(query), (std::vector<std::int64_t>{1, 2, 3}));
  query.limit = 2;
  EXPECT_EQ(find(query), (std::vector<std::int64_t>{2, 3}));
  query = {};
  query.receiver = "ops";
  EXPECT_EQ(find(query), (std::vector<std::int64_t>{1, 3}));
  query.group_key = "other";
  EXPECT_EQ(find(query), std::vector<std::int64_t>{3});
  query = {};
  query.from = query.to = at_second(2);
  EXPECT_EQ(find(query), std::vector<std::int64_t>{2});
}

TEST_F(DeliveryTablesTest, BringBackTheLastAttemptOfEachMessageThatIsLeft) {
  Changes changes;
  changes.outbox = {outbox_entry(17)};
  changes.attempts = {delivery_attempt(1, 17), delivery_attempt(2, 17), delivery_attempt(3, 16)};
  save(changes);
  const SavedRouting saved = read();
  ASSERT_EQ(saved.attempts.size(), 1U);
  EXPECT_EQ(saved.attempts[0].time, at_second(2));
}

TEST_F(DeliveryTablesTest, KnowWhereTheMessageOfAGroupStands) {
  Changes changes;
  changes.posted = {posted("a", "1.5"), posted("b", "2.5")};
  save(changes);
  changes.posted = {posted("a", "3.5"), posted("b", "")};
  save(changes);
  const SavedRouting saved = read();
  ASSERT_EQ(saved.posted.size(), 1U);
  EXPECT_EQ(saved.posted[0].receiver, "ops");
  EXPECT_EQ(saved.posted[0].integration, "slack[0]");
  EXPECT_EQ(saved.posted[0].group_key, "a");
  EXPECT_EQ(saved.posted[0].channel, "C1");
  EXPECT_EQ(saved.posted[0].timestamp, "3.5");
}

TEST_F(DeliveryTablesTest, ForgetOldAttemptsAndWhereMessagesStandThatNobodyWasToldOfSince) {
  Changes changes;
  changes.attempts = {delivery_attempt(5), delivery_attempt(15)};
  changes.attempts[0].group_key = "old";
  changes.attempts[1].group_key = "young";
  changes.posted = {posted("old", "1.5"), posted("young", "2.5")};
  save(changes);
  ASSERT_TRUE(prune_deliveries(connection_, at_second(10)));
  EXPECT_EQ(find({}), std::vector<std::int64_t>{15});
  ASSERT_EQ(read().posted.size(), 1U);
  EXPECT_EQ(read().posted[0].group_key, "young");
}

TEST_F(DeliveryTablesTest, LeaveOutAndCountWhatCannotBeRead) {
  Changes changes;
  changes.outbox = {outbox_entry(17)};
  changes.attempts = {delivery_attempt(1, 17)};
  save(changes);
  ASSERT_TRUE(connection_.execute(
      "INSERT INTO outbox VALUES (18, x'01'); UPDATE attempts SET outcome = 9"));
  const SavedRouting saved = read();
  EXPECT_EQ(saved.outbox.size(), 1U);
  EXPECT_TRUE(saved.attempts.empty());
  EXPECT_EQ(saved.unreadable, 2U);
  EXPECT_EQ(saved.last_id, 18U);
  EXPECT_TRUE(find({}).empty());
}

}  // namespace
}  // namespace silicon::state
