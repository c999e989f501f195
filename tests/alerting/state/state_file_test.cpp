#include "alerting/state/state_file.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/alerting/state/routing_samples.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::state {
namespace {

using testing::at_second;
using testing::firing_alert;
using testing::rule_identity;

class StateFileTest : public ::testing::Test {
 protected:
  StateFile open() {
    StateFile::Opened opened = StateFile::open(path_, at_second(0)).value();
    EXPECT_EQ(opened.problem, "");
    return std::move(opened.file);
  }

  static std::vector<SavedAlert> alerts_of(const StateFile& file) {
    std::size_t unreadable = 0;
    auto alerts = file.alerts(unreadable);
    EXPECT_TRUE(alerts);
    EXPECT_EQ(unreadable, 0U);
    return std::move(alerts).value();
  }

  static HistoryEntry entry(std::int64_t second, std::string rule = "HighLoad") {
    return {at_second(second), "f.yml", "g", std::move(rule), {{"a", "b"}}, "firing", 2.5, {}};
  }

  testing::TemporaryDirectory directory_;
  std::string path_ = directory_.path("state.db");
};

TEST_F(StateFileTest, KeepsAlertsAcrossARestart) {
  ASSERT_TRUE(open().save(
      {{{rule_identity(), firing_alert("a")}, {rule_identity(), firing_alert("b")}}, {}, {}, {}}));
  const std::vector<SavedAlert> alerts = alerts_of(open());
  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[0].rule, rule_identity());
  EXPECT_EQ(alerts[0].alert, firing_alert("a"));
}

TEST_F(StateFileTest, ReplacesAndRemovesByRuleAndLabels) {
  StateFile file = open();
  alert::Alert changed = firing_alert("a");
  changed.value = 99;
  ASSERT_TRUE(file.save(
      {{{rule_identity(), firing_alert("a")}, {rule_identity("Other"), firing_alert("a")}},
       {},
       {},
       {}}));
  ASSERT_TRUE(file.save(
      {{{rule_identity(), changed}}, {{rule_identity("Other"), changed.labels}}, {}, {}}));
  const std::vector<SavedAlert> alerts = alerts_of(file);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].alert.value, 99);
}

TEST_F(StateFileTest, KeepsTheLastMarkOfEachReceiver) {
  StateFile file = open();
  const DeliveryMark first{"ops", {{"a", "b"}}, at_second(1), false, at_second(2)};
  const DeliveryMark second{"ops", {{"a", "b"}}, at_second(1), true, at_second(3)};
  const DeliveryMark other{"dev", {{"a", "b"}}, at_second(1), false, at_second(2)};
  ASSERT_TRUE(file.save({{}, {}, {first, other}, {}}));
  ASSERT_TRUE(file.save({{}, {}, {second}, {}}));
  EXPECT_EQ(*file.marks(), (std::vector{other, second}));
}

TEST_F(StateFileTest, KeepsAllOfRoutingAcrossARestart) {
  Changes changes;
  changes.groups = {testing::saved_group()};
  changes.silences = {testing::silence()};
  changes.acknowledgements = {testing::acknowledgement()};
  changes.outbox = {testing::outbox_entry(7)};
  changes.attempts = {testing::delivery_attempt(1, 7)};
  changes.posted = {{"ops", "slack[0]", "key", "C1", "1.5"}};
  ASSERT_TRUE(open().save(changes));
  const SavedRouting routing = open().routing().value();
  EXPECT_EQ(routing.groups, changes.groups);
  EXPECT_EQ(routing.silences.size(), 1U);
  EXPECT_EQ(routing.acknowledgements, changes.acknowledgements);
  ASSERT_EQ(routing.outbox.size(), 1U);
  EXPECT_EQ(routing.outbox[0].id, 7U);
  EXPECT_EQ(routing.attempts.size(), 1U);
  EXPECT_EQ(routing.posted.size(), 1U);
  EXPECT_EQ(routing.last_id, 19U) << "that of a message which the group only knows of";
  EXPECT_EQ(routing.unreadable, 0U);
  EXPECT_EQ(open().attempts({})->size(), 1U);
}

TEST_F(StateFileTest, SavesAllOfAChangeOrNothing) {
  StateFile file = open();
  {
    auto other = Connection::open(path_, Connection::Mode::create).value();
    ASSERT_TRUE(other.execute("DROP TABLE posted"));
  }
  Changes changes;
  changes.alerts = {{rule_identity(), firing_alert()}};
  changes.groups = {testing::saved_group()};
  changes.outbox = {testing::outbox_entry()};
  changes.posted = {{"ops", "slack[0]", "key", "C1", "1.5"}};
  EXPECT_FALSE(file.save(changes));
  EXPECT_TRUE(alerts_of(file).empty());
  const auto other = Connection::open(path_, Connection::Mode::read_only).value();
  EXPECT_EQ(*other.integer("SELECT count(*) FROM outbox"), 0);
  EXPECT_EQ(*other.integer("SELECT count(*) FROM routed_groups"), 0);
}

TEST_F(StateFileTest, ShowsTheNewestHistoryThatFitsOldestFirst) {
  StateFile file = open();
  ASSERT_TRUE(file.save({{}, {}, {}, {entry(1), entry(2), entry(3, "Other"), entry(4)}}));
  const auto times = [&](const HistoryQuery& query) {
    std::vector<std::int64_t> seconds;
    const std::vector<HistoryEntry> found = file.history(query).value();
    for (const HistoryEntry& one : found) {
      seconds.push_back(one.time.time_since_epoch().count() / 1000);
    }
    return seconds;
  };
  EXPECT_EQ(times({}), (std::vector<std::int64_t>{1, 2, 3, 4}));
  HistoryQuery limited;
  limited.limit = 2;
  EXPECT_EQ(times(limited), (std::vector<std::int64_t>{3, 4}));
  HistoryQuery some;
  some.rule = "HighLoad";
  some.from = at_second(2);
  some.to = at_second(4);
  EXPECT_EQ(times(some), (std::vector<std::int64_t>{2, 4}));
}

TEST_F(StateFileTest, KeepsEveryFieldOfHistory) {
  StateFile file = open();
  HistoryEntry full = entry(7);
  full.resolved_value = 0.5;
  HistoryEntry no_number = entry(8);
  no_number.value = std::numeric_limits<double>::quiet_NaN();
  ASSERT_TRUE(file.save({{}, {}, {}, {full, no_number}}));
  const auto history = file.history({}).value();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].rule_file, "f.yml");
  EXPECT_EQ(history[0].rule_group, "g");
  EXPECT_EQ(history[0].rule, "HighLoad");
  EXPECT_EQ(history[0].labels, (core::Labels{{"a", "b"}}));
  EXPECT_EQ(history[0].transition, "firing");
  EXPECT_EQ(history[0].value, 2.5);
  EXPECT_EQ(history[0].resolved_value, 0.5);
  EXPECT_TRUE(std::isnan(history[1].value));
  EXPECT_EQ(history[1].resolved_value, std::nullopt);
}

TEST_F(StateFileTest, HandsSegmentsBackInTheirOrder) {
  StateFile file = open();
  ASSERT_TRUE(file.save_samples("one", at_second(10)));
  ASSERT_TRUE(file.save_samples("two", at_second(20)));
  std::string read;
  ASSERT_TRUE(file.read_samples([&](std::string_view segment) { read += segment; }));
  EXPECT_EQ(read, "onetwo");
}

TEST_F(StateFileTest, ForgetsWhatIsOlderThanItIsToBeKept) {
  StateFile file = open();
  ASSERT_TRUE(file.save({{{rule_identity(), firing_alert()}},
                         {},
                         {{"ops", {{"a", "1"}}, at_second(1), true, at_second(5)},
                          {"ops", {{"a", "2"}}, at_second(1), false, at_second(5)}},
                         {entry(5), entry(15)}}));
  Changes attempts;
  attempts.attempts = {testing::delivery_attempt(5), testing::delivery_attempt(15)};
  ASSERT_TRUE(file.save(attempts));
  ASSERT_TRUE(file.save_samples("one", at_second(10)));
  ASSERT_TRUE(file.save_samples("two", at_second(20)));
  ASSERT_TRUE(file.prune(at_second(10), at_second(15)));
  EXPECT_EQ(file.attempts({})->size(), 1U);
  EXPECT_EQ(file.history({})->size(), 1U);
  EXPECT_EQ(alerts_of(file).size(), 1U);
  EXPECT_EQ(file.marks()->size(), 1U);  // that of the alert which still fires
  std::string read;
  ASSERT_TRUE(file.read_samples([&](std::string_view segment) { read += segment; }));
  EXPECT_EQ(read, "two");
}

TEST_F(StateFileTest, ForgetsSamplesOfATimeToCome) {
  StateFile file = open();
  ASSERT_TRUE(file.save_samples("one", at_second(10)));
  ASSERT_TRUE(file.save_samples("two", at_second(20)));
  ASSERT_TRUE(file.rewind_samples(at_second(10)));
  std::string read;
  ASSERT_TRUE(file.read_samples([&](std::string_view segment) { read += segment; }));
  EXPECT_EQ(read, "one");
}

TEST_F(StateFileTest, CanBeReadWhileItIsWritten) {
  StateFile writer = open();
  ASSERT_TRUE(writer.save({{}, {}, {}, {entry(1)}}));
  StateFile reader = StateFile::open_to_read(path_).value();
  EXPECT_EQ(reader.history({})->size(), 1U);
  ASSERT_TRUE(writer.save({{}, {}, {}, {entry(2)}}));
  EXPECT_EQ(reader.history({})->size(), 2U);
  EXPECT_FALSE(reader.save({{}, {}, {}, {entry(3)}}));
}

TEST_F(StateFileTest, ThatIsNotThereCannotBeRead) {
  const auto file = StateFile::open_to_read(path_);
  EXPECT_EQ(file.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(file.error().message(), path_ + ": there is no state yet");
}

TEST_F(StateFileTest, SaysWhenItCannotBeMade) {
  const auto opened = StateFile::open(directory_.path("no/state.db"), at_second(0));
  EXPECT_EQ(opened.error().message(),
            directory_.path("no/state.db") + ": unable to open database file");
}

}  // namespace
}  // namespace silicon::state
