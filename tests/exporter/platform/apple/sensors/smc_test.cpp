#include "exporter/platform/apple/sensors/smc.hpp"

#include <gtest/gtest.h>

#include "exporter/platform/apple/sensors/smc_protocol.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

class SmcTest : public ::testing::Test {
 protected:
  SmcTest() {
    add_service("AppleSMC");
    add_service("AppleSMCKeysEndpoint");
    mac_.smc = {{"FNum", {"ui8 ", std::string("\2", 1)}},
                {"TCMb", {"flt ", std::string("\0\0\x20\x42", 4)}},
                {"TR0Z", {"ioft", std::string("\x9a\xd9\x33\0\0\0\0\0", 8)}}};
  }
  void add_service(const std::string& name) {
    mac_.registry.push_back({name, "AppleSMC", "", {}, {}});
  }
  core::Result<Smc> open() const { return Smc::open(registry_, *interfaces_->connection); }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
  Registry registry_{*interfaces_->core_foundation, *interfaces_->io_kit};
};

TEST_F(SmcTest, HandsOutTypeAndBytes) {
  auto smc = open();
  ASSERT_TRUE(smc.ok());
  const auto fans = smc->read("FNum");
  ASSERT_TRUE(fans);
  EXPECT_EQ(fans->type, "ui8 ");
  EXPECT_EQ(fans->bytes, apple::Bytes{2});
  const auto sensor = smc->read("TR0Z");
  ASSERT_TRUE(sensor);
  EXPECT_EQ(sensor->type, "ioft");
  EXPECT_EQ(sensor->bytes, (apple::Bytes{0x9a, 0xd9, 0x33, 0, 0, 0, 0, 0}));
}

TEST_F(SmcTest, ListsItsKeys) {
  auto smc = open();
  ASSERT_TRUE(smc.ok());
  EXPECT_EQ(smc->keys(), (std::vector<std::string>{"#KEY", "FNum", "TCMb", "TR0Z"}));
}

TEST_F(SmcTest, AsksForTheShapeOfAKeyOnce) {
  auto smc = open();
  ASSERT_TRUE(smc.ok());
  EXPECT_TRUE(smc->read("TCMb"));
  EXPECT_EQ(mac_.smc_calls, 2);
  EXPECT_TRUE(smc->read("TCMb"));
  EXPECT_EQ(mac_.smc_calls, 3);
}

TEST_F(SmcTest, KnowsNoKeyThatIsNotThere) {
  auto smc = open();
  ASSERT_TRUE(smc.ok());
  EXPECT_FALSE(smc->read("TXXX"));
  EXPECT_FALSE(smc->read("T"));
  EXPECT_FALSE(smc->read(""));
}

TEST_F(SmcTest, LosesAKeyThatGoesAway) {
  auto smc = open();
  ASSERT_TRUE(smc.ok());
  EXPECT_TRUE(smc->read("TCMb"));
  mac_.smc.erase("TCMb");
  EXPECT_FALSE(smc->read("TCMb"));
}

TEST_F(SmcTest, DoesNotReadMoreThanTheMessageHolds) {
  mac_.smc["BIG!"] = {"hex_", std::string(40, 'x')};
  mac_.smc["FULL"] = {"hex_", std::string(32, 'x')};
  mac_.smc["NONE"] = {"hex_", ""};
  auto smc = open();
  ASSERT_TRUE(smc.ok());
  EXPECT_FALSE(smc->read("BIG!"));
  ASSERT_TRUE(smc->read("FULL"));
  EXPECT_EQ(smc->read("FULL")->bytes.size(), 32U);
  ASSERT_TRUE(smc->read("NONE"));
  EXPECT_TRUE(smc->read("NONE")->bytes.empty());
}

TEST_F(SmcTest, IsAbsentWhereThereIsNone) {
  mac_.registry.clear();
  const auto smc = open();
  ASSERT_FALSE(smc.ok());
  EXPECT_EQ(smc.error().kind(), core::ErrorKind::absent);
}

TEST_F(SmcTest, SaysWhenItMayNotBeOpened) {
  mac_.smc_opens = false;
  const auto smc = open();
  ASSERT_FALSE(smc.ok());
  EXPECT_EQ(smc.error().kind(), core::ErrorKind::denied);
}

TEST_F(SmcTest, ClosesOnceThoughItMoves) {
  auto smc = open();
  ASSERT_TRUE(smc.ok());
  Smc moved = std::move(*smc);
  EXPECT_TRUE(moved.read("FNum"));
}

}  // namespace
}  // namespace silicon::apple_platform
