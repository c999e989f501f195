#include "alerting/state/tables/routing.hpp"

#include <gtest/gtest.h>

#include "alerting/state/sqlite/schema.hpp"
#include "tests/support/alerting/state/routing_samples.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::state {
namespace {

using testing::acknowledgement;
using testing::saved_group;
using testing::silence;

class RoutingTablesTest : public ::testing::Test {
 protected:
  RoutingTablesTest() { EXPECT_TRUE(migrate(connection_)); }

  void save(const Changes& changes) {
    EXPECT_TRUE(connection_.transact([&] { return save_routing(connection_, changes); }));
  }

  SavedRouting read() const {
    SavedRouting out;
    EXPECT_TRUE(read_routing(connection_, out));
    return out;
  }

  testing::TemporaryDirectory directory_;
  Connection connection_ =
      Connection::open(directory_.path("a.db"), Connection::Mode::create).value();
};

TEST_F(RoutingTablesTest, KeepTheNewestOfEachGroup) {
  Changes changes;
  changes.groups = {saved_group("a"), saved_group("b")};
  save(changes);
  routing::SavedGroup later = saved_group("a");
  later.escalated = 3;
  changes.groups = {later};
  save(changes);
  EXPECT_EQ(read().groups, (std::vector{later, saved_group("b")}));
}

TEST_F(RoutingTablesTest, ForgetWhatIsErased) {
  Changes changes;
  changes.groups = {saved_group("a"), saved_group("b")};
  changes.silences = {silence("1"), silence("2")};
  changes.acknowledgements = {acknowledgement("x"), acknowledgement("y")};
  save(changes);
  Changes erased;
  erased.erased_groups = {saved_group("a").identity};
  erased.erased_silences = {"2", "none"};
  erased.withdrawn = {acknowledgement("x").labels};
  save(erased);
  const SavedRouting left = read();
  EXPECT_EQ(left.groups, std::vector{saved_group("b")});
  ASSERT_EQ(left.silences.size(), 1U);
  EXPECT_EQ(left.silences[0].id, "1");
  EXPECT_EQ(left.acknowledgements, std::vector{acknowledgement("y")});
  EXPECT_EQ(left.unreadable, 0U);
}

TEST_F(RoutingTablesTest, KeepWhatIsErasedAndSavedAnew) {
  Changes changes;
  changes.groups = {saved_group()};
  changes.erased_groups = {saved_group().identity};
  changes.acknowledgements = {acknowledgement()};
  changes.withdrawn = {acknowledgement().labels};
  save(changes);
  EXPECT_EQ(read().groups.size(), 1U);
  EXPECT_EQ(read().acknowledgements.size(), 1U);
}

TEST_F(RoutingTablesTest, LeaveOutAndCountWhatCannotBeRead) {
  Changes changes;
  changes.silences = {silence("1")};
  save(changes);
  ASSERT_TRUE(
      connection_.execute("INSERT INTO silences VALUES ('2', x'01ff');"
                          "INSERT INTO routed_groups VALUES ('r', x'00', x'');"
                          "INSERT INTO acknowledgements VALUES (x'00', x'09')"));
  const SavedRouting out = read();
  EXPECT_EQ(out.silences.size(), 1U);
  EXPECT_TRUE(out.groups.empty());
  EXPECT_EQ(out.unreadable, 3U);
}

TEST_F(RoutingTablesTest, KeepWhenEachHeartbeatWasLastHeard) {
  Changes changes;
  changes.heard = {{"backup", core::Instant(std::chrono::seconds(5))},
                   {"cron", core::Instant(std::chrono::seconds(6))}};
  save(changes);
  changes.heard = {{"cron", core::Instant(std::chrono::seconds(9))}};
  save(changes);
  EXPECT_EQ(read().heard,
            (std::vector<HeardFrom>{{"backup", core::Instant(std::chrono::seconds(5))},
                                    {"cron", core::Instant(std::chrono::seconds(9))}}));
}

}  // namespace
}  // namespace silicon::state
