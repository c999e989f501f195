#include "alerting/shell/state/saver.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/alerting/state/routing_samples.hpp"
#include "tests/support/store_helpers.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

using testing::at_second;
using testing::firing_alert;
using testing::rule_identity;

class SaverTest : public ::testing::Test {
 protected:
  std::unique_ptr<Saver> open() { return Saver::open(path_, at_second(1000)).value(); }

  static state::Changes with(alert::Alert alert) {
    state::Changes changes;
    changes.alerts.push_back({rule_identity(), std::move(alert)});
    return changes;
  }

  testing::TemporaryDirectory directory_;
  std::string path_ = directory_.path("a/state");
  series::Store store_{series::StoreLimits{}};
};

TEST_F(SaverTest, BringsAlertsAndMarksBack) {
  state::Changes changes = with(firing_alert());
  changes.marks.push_back({"ops", {{"a", "b"}}, at_second(1), false, at_second(2)});
  ASSERT_TRUE(open()->save(changes));
  const Saver::Restored restored = open()->restore(store_, at_second(0));
  ASSERT_EQ(restored.alerts.size(), 1U);
  EXPECT_EQ(restored.alerts[0].alert, firing_alert());
  EXPECT_EQ(restored.marks.size(), 1U);
  EXPECT_TRUE(restored.problems.empty());
}

TEST_F(SaverTest, BringsRoutingBackAndSaysWhatCannotBeRead) {
  state::Changes changes;
  changes.groups = {testing::saved_group()};
  changes.outbox = {testing::outbox_entry()};
  ASSERT_TRUE(open()->save(changes));
  {
    auto other =
        state::Connection::open(state_file_in(path_), state::Connection::Mode::create).value();
    ASSERT_TRUE(other.execute("INSERT INTO silences VALUES ('1', x'ff')"));
  }
  const Saver::Restored restored = open()->restore(store_, at_second(0));
  EXPECT_EQ(restored.routing.groups, changes.groups);
  EXPECT_EQ(restored.routing.outbox.size(), 1U);
  EXPECT_EQ(restored.problems,
            std::vector<std::string>{
                "1 saved groups, silences, acknowledgements or messages cannot be read"});
}

TEST_F(SaverTest, BringsSamplesBackPieceByPiece) {
  const core::Labels up{{"__name__", "up"}};
  for (int second = 1; second <= 20; ++second) {
    testing::append(store_, up, at_second(second), second);
  }
  {
    const auto saver = open();
    ASSERT_TRUE(saver->save_samples(store_, at_second(0), at_second(10)));
    ASSERT_TRUE(saver->save_samples(store_, at_second(10), at_second(20)));
    ASSERT_TRUE(saver->save_samples(store_, at_second(20), at_second(30)));  // nothing new
  }
  series::Store restarted{series::StoreLimits{}};
  const Saver::Restored restored = open()->restore(restarted, at_second(5));
  EXPECT_EQ(restored.samples, 15U);
  const std::vector<series::Point> points = testing::contents(restarted).at(up);
  ASSERT_EQ(points.size(), 15U);
  EXPECT_EQ(points.front().time, at_second(6));
  EXPECT_EQ(points.back().value, 20);
}

TEST_F(SaverTest, LetsOnlyOneProcessHaveTheDirectory) {
  auto first = open();
  const auto second = Saver::open(path_, at_second(1000));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message(),
            path_ +
                ": another silicon-alerter keeps its state there; stop it, or state another "
                "directory in state.path");
  first.reset();
  EXPECT_TRUE(Saver::open(path_, at_second(1000)));
}

TEST_F(SaverTest, SaysWhatWasDamaged) {
  std::filesystem::create_directories(path_);
  directory_.write("a/state/state.db", std::string(9000, 'x'));
  const Saver::Restored restored = open()->restore(store_, at_second(0));
  ASSERT_EQ(restored.problems.size(), 1U);
  EXPECT_NE(restored.problems[0].find("set aside as"), std::string::npos);
}

TEST_F(SaverTest, SavesLaterWhatTheDiskRefused) {
  const auto saver = open();
  {
    // Another connection in the middle of a transaction: SQLite refuses ours after a while.
    auto other =
        state::Connection::open(state_file_in(path_), state::Connection::Mode::create).value();
    ASSERT_TRUE(other.execute("BEGIN IMMEDIATE"));
    EXPECT_FALSE(saver->save(with(firing_alert("a"))));
    EXPECT_EQ(saver->failures(), 1U);
  }
  ASSERT_TRUE(saver->save(with(firing_alert("b"))));
  EXPECT_EQ(saver->restore(store_, at_second(0)).alerts.size(), 2U);
}

TEST_F(SaverTest, SaysWhyADirectoryCannotBeMade) {
  directory_.write("file", "");
  const auto saver = Saver::open(directory_.path("file/state"), at_second(0));
  ASSERT_FALSE(saver);
  EXPECT_EQ(saver.error().message().find(directory_.path("file/state")), 0U);
}

}  // namespace
}  // namespace silicon::shell
