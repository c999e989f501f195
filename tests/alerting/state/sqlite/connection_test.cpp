#include "alerting/state/sqlite/connection.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::state {
namespace {

class ConnectionTest : public ::testing::Test {
 protected:
  Connection open(Connection::Mode mode = Connection::Mode::create) {
    return Connection::open(path_, mode).value();
  }

  testing::TemporaryDirectory directory_;
  std::string path_ = directory_.path("a.db");
};

TEST_F(ConnectionTest, KeepsWhatIsBound) {
  Connection connection = open();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (a INTEGER, b REAL, c TEXT, d BLOB)"));
  const std::string blob("\0x\xff", 3);
  Statement insert = connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?)").value();
  ASSERT_TRUE(insert.bind(1, std::int64_t{-7})
                  .bind(2, 0.5)
                  .bind_text(3, "K\xc3\xb6ln")
                  .bind_blob(4, blob)
                  .run());
  ASSERT_TRUE(insert.bind_blob(4, "").run());  // used again: the others are NULL now

  Statement select = connection.prepare("SELECT a, b, c, d FROM t").value();
  int rows = 0;
  ASSERT_TRUE(select.each([&] {
    if (rows++ == 0) {
      EXPECT_EQ(select.integer(0), -7);
      EXPECT_EQ(select.number(1), 0.5);
      EXPECT_EQ(select.bytes(2), "K\xc3\xb6ln");
      EXPECT_EQ(select.bytes(3), blob);
    } else {
      EXPECT_TRUE(select.is_null(0));
      EXPECT_FALSE(select.is_null(3));
      EXPECT_EQ(select.bytes(3), "");
    }
    return true;
  }));
  EXPECT_EQ(rows, 2);
}

TEST_F(ConnectionTest, UndoesATransactionThatFails) {
  Connection connection = open();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (a)"));
  const core::Status status = connection.transact([&]() -> core::Status {
    EXPECT_TRUE(connection.execute("INSERT INTO t VALUES (1)"));
    return core::Error("no");
  });
  EXPECT_EQ(status.error().message(), "no");
  EXPECT_EQ(*connection.integer("SELECT count(*) FROM t"), 0);
  EXPECT_TRUE(connection.transact([&] { return connection.execute("INSERT INTO t VALUES (1)"); }));
  EXPECT_EQ(*connection.integer("SELECT count(*) FROM t"), 1);
}

TEST_F(ConnectionTest, NamesTheFileInErrors) {
  Connection connection = open();
  EXPECT_EQ(connection.execute("SELECT * FROM missing").error().message(),
            path_ + ": no such table: missing");
  EXPECT_FALSE(connection.prepare("SELECT"));
  EXPECT_FALSE(connection.damaged());
  const auto missing = Connection::open(directory_.path("no/such.db"), Connection::Mode::create);
  EXPECT_EQ(missing.error().message(),
            directory_.path("no/such.db") + ": unable to open database file");
}

TEST_F(ConnectionTest, SeesThatAFileIsNoDatabase) {
  directory_.write("a.db", std::string(4096, 'x'));
  Connection connection = open();
  EXPECT_FALSE(connection.integer("SELECT count(*) FROM sqlite_schema"));
  EXPECT_TRUE(connection.damaged());
}

TEST_F(ConnectionTest, ThatOnlyReadsWritesNothing) {
  ASSERT_TRUE(open().execute("CREATE TABLE t (a)"));
  Connection reader = open(Connection::Mode::read_only);
  EXPECT_EQ(*reader.integer("SELECT count(*) FROM t"), 0);
  EXPECT_FALSE(reader.execute("INSERT INTO t VALUES (1)"));
}

}  // namespace
}  // namespace silicon::state
