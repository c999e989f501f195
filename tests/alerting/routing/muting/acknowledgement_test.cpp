#include "alerting/routing/muting/acknowledgement.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::down;
using testing::routing_second;

Acknowledgement held(std::optional<core::Instant> until = std::nullopt) {
  return {down("a"), routing_second(0), "me", "looking", routing_second(5), until};
}

TEST(Acknowledgement, HoldsForTheAlertAsItBegan) {
  AcknowledgementSet set;
  set.add(held());
  ASSERT_NE(set.find(down("a"), routing_second(0), routing_second(99'999)), nullptr);
  EXPECT_EQ(set.find(down("a"), routing_second(0), routing_second(9))->by, "me");
  EXPECT_EQ(set.find(down("a"), routing_second(700), routing_second(800)), nullptr)
      << "it fired again";
  EXPECT_EQ(set.find(down("b"), routing_second(0), routing_second(9)), nullptr);
}

TEST(Acknowledgement, EndsAtItsDeadline) {
  AcknowledgementSet set;
  set.add(held(routing_second(60)));
  EXPECT_NE(set.find(down("a"), routing_second(0), routing_second(59)), nullptr);
  EXPECT_EQ(set.find(down("a"), routing_second(0), routing_second(60)), nullptr);
}

TEST(Acknowledgement, IsReplacedAndWithdrawn) {
  AcknowledgementSet set;
  set.restore({held(routing_second(60)), held(routing_second(90))});
  EXPECT_NE(set.find(down("a"), routing_second(0), routing_second(80)), nullptr);
  EXPECT_EQ(set.all().size(), 1U);
  EXPECT_TRUE(set.withdraw(down("a")));
  EXPECT_FALSE(set.withdraw(down("a")));
  EXPECT_EQ(set.find(down("a"), routing_second(0), routing_second(10)), nullptr);
}

}  // namespace
}  // namespace silicon::routing
