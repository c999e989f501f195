#include "alerting/command/doctor/machine.hpp"

#include <gtest/gtest.h>

#include "alerting/shell/state/saver.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

TEST(DiskFacts, AreOfTheNearestDirectoryThatIsThere) {
  const testing::TemporaryDirectory directory;
  const DiskFacts facts = disk_facts(directory.path("not/yet"));
  EXPECT_EQ(facts.directory, directory.path("not/yet"));
  EXPECT_EQ(facts.problem, "");
  EXPECT_EQ(facts.state_problem, "");
  EXPECT_GT(facts.total_bytes, 0U);
  EXPECT_FALSE(std::filesystem::exists(directory.path("not")));
}

TEST(DiskFacts, AreThatAFileStandsInTheWay) {
  const testing::TemporaryDirectory directory;
  EXPECT_NE(disk_facts(directory.write("file", "") + "/data").problem, "");
}

TEST(DiskFacts, ReadTheStateThatIsThere) {
  const testing::TemporaryDirectory directory;
  { ASSERT_TRUE(shell::Saver::open(directory.path("s"), core::Instant())); }
  EXPECT_EQ(disk_facts(directory.path("s")).state_problem, "");
  directory.write("s/state.db", std::string(5000, 'x'));
  EXPECT_NE(disk_facts(directory.path("s")).state_problem, "");
}

TEST(MachineClock, IsAskedWithoutRights) {
  // Whatever the answer is, asking changes nothing and asking again gives the same.
  EXPECT_EQ(clock_is_synchronised(), clock_is_synchronised());
}

}  // namespace
}  // namespace silicon::command
