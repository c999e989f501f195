#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "alerting/state/state_file.hpp"
#include "tests/support/alerting/alert_samples.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::state {
namespace {

using testing::at_second;
using testing::firing_alert;
using testing::rule_identity;

const core::Instant kNow = at_second(1'700'000'000);

class DamagedFile : public ::testing::Test {
 protected:
  // A file with enough in it to have several pages.
  void fill() {
    StateFile::Opened opened = StateFile::open(path_, kNow).value();
    Changes changes;
    for (int i = 0; i < 200; ++i) {
      changes.alerts.push_back({rule_identity(), firing_alert("host" + std::to_string(i))});
    }
    ASSERT_TRUE(opened.file.save(changes));
  }

  std::size_t alerts(const StateFile& file) {
    std::size_t unreadable = 0;
    const auto list = file.alerts(unreadable);
    EXPECT_TRUE(list);
    return list->size();
  }

  testing::TemporaryDirectory directory_;
  std::string path_ = directory_.path("state.db");
  std::string aside_ = path_ + ".damaged-2023-11-14T22:13:20Z";
};

TEST_F(DamagedFile, IsSetAsideAndANewOneBegun) {
  directory_.write("state.db", std::string(8192, 'x'));
  StateFile::Opened opened = StateFile::open(path_, kNow).value();
  EXPECT_EQ(opened.problem, path_ + ": file is not a database; set aside as " + aside_);
  EXPECT_TRUE(std::filesystem::exists(aside_));
  EXPECT_EQ(alerts(opened.file), 0U);
  EXPECT_TRUE(opened.file.save({{{rule_identity(), firing_alert()}}, {}, {}, {}}));
}

TEST_F(DamagedFile, WithAPageOverwrittenIsSetAside) {
  fill();
  const auto size = std::filesystem::file_size(path_);
  ASSERT_GT(size, 3 * 4096U);
  {
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(4096);
    const std::string garbage(8192, '\x5a');
    file.write(garbage.data(), static_cast<std::streamsize>(garbage.size()));
  }
  StateFile::Opened opened = StateFile::open(path_, kNow).value();
  EXPECT_NE(opened.problem.find("set aside as " + aside_), std::string::npos) << opened.problem;
  EXPECT_EQ(std::filesystem::file_size(aside_), size);
  EXPECT_EQ(alerts(opened.file), 0U);
}

TEST_F(DamagedFile, CutShortIsSetAside) {
  fill();
  std::filesystem::resize_file(path_, 2 * 4096);
  const StateFile::Opened opened = StateFile::open(path_, kNow).value();
  EXPECT_NE(opened.problem.find("set aside"), std::string::npos) << opened.problem;
}

TEST_F(DamagedFile, WithOneUnreadableRowLosesOnlyThat) {
  fill();
  {
    Connection connection = Connection::open(path_, Connection::Mode::create).value();
    ASSERT_TRUE(connection.execute(
        "UPDATE alerts SET alert = x'ff' WHERE labels = (SELECT labels FROM alerts LIMIT 1)"));
  }
  const StateFile::Opened opened = StateFile::open(path_, kNow).value();
  EXPECT_EQ(opened.problem, "");
  std::size_t unreadable = 0;
  EXPECT_EQ(opened.file.alerts(unreadable)->size(), 199U);
  EXPECT_EQ(unreadable, 1U);
}

TEST_F(DamagedFile, OfANewerVersionIsRefusedAndLeftAlone) {
  fill();
  {
    Connection connection = Connection::open(path_, Connection::Mode::create).value();
    ASSERT_TRUE(connection.execute("PRAGMA user_version = 7"));
  }
  const auto opened = StateFile::open(path_, kNow);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message(),
            path_ +
                ": was written by a newer silicon-alerter (form 7, this one knows 2): use that "
                "one, or another state directory");
  EXPECT_FALSE(std::filesystem::exists(aside_));
  EXPECT_FALSE(StateFile::open_to_read(path_));
}

}  // namespace
}  // namespace silicon::state
