#include "alerting/state/sqlite/schema.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::state {
namespace {

class SchemaTest : public ::testing::Test {
 protected:
  testing::TemporaryDirectory directory_;
  Connection connection_ =
      Connection::open(directory_.path("a.db"), Connection::Mode::create).value();
};

TEST_F(SchemaTest, IsMadeOnceAndThenLeftAlone) {
  ASSERT_TRUE(migrate(connection_));
  EXPECT_EQ(*connection_.integer("PRAGMA user_version"), kSchemaVersion);
  EXPECT_EQ(*connection_.integer("PRAGMA application_id"), kApplicationId);
  ASSERT_TRUE(connection_.execute("INSERT INTO samples VALUES (1, 2, x'03')"));
  ASSERT_TRUE(migrate(connection_));
  EXPECT_EQ(*connection_.integer("SELECT count(*) FROM samples"), 1);
}

TEST_F(SchemaTest, OfANewerVersionIsRefusedAndUntouched) {
  ASSERT_TRUE(migrate(connection_));
  ASSERT_TRUE(connection_.execute("PRAGMA user_version = 99"));
  const core::Status status = migrate(connection_);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), core::ErrorKind::denied);
  EXPECT_EQ(status.error().message(),
            "was written by a newer silicon-alerter (form 99, this one knows 2): use that one, or "
            "another state directory");
  EXPECT_EQ(*connection_.integer("PRAGMA user_version"), 99);
}

TEST_F(SchemaTest, OfTheFirstVersionIsBroughtUpToDateWithAllThatIsInIt) {
  ASSERT_TRUE(migrate(connection_, 1));
  EXPECT_EQ(*connection_.integer("PRAGMA user_version"), 1);
  EXPECT_EQ(*connection_.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'outbox'"), 0);
  ASSERT_TRUE(connection_.execute("INSERT INTO marks VALUES ('ops', x'00', 1, 0, 2)"));
  ASSERT_TRUE(migrate(connection_));
  EXPECT_EQ(*connection_.integer("PRAGMA user_version"), kSchemaVersion);
  EXPECT_EQ(*connection_.integer("SELECT sent_at FROM marks"), 2);
  EXPECT_EQ(*connection_.integer("SELECT count(*) FROM outbox"), 0);
}

TEST_F(SchemaTest, OfAnotherProgramIsRefused) {
  ASSERT_TRUE(connection_.execute("CREATE TABLE bookmarks (url)"));
  EXPECT_EQ(migrate(connection_).error().message(), "is a database of another program");
  EXPECT_EQ(*connection_.integer("SELECT count(*) FROM sqlite_schema"), 1);
}

}  // namespace
}  // namespace silicon::state
