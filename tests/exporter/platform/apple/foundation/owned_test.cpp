#include "exporter/platform/apple/foundation/owned.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/handles.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::FakeMac;
using testing::apple::StringObject;

class OwnedTest : public ::testing::Test {
 protected:
  Owned<CfString> string() const {
    return {*interfaces_->core_foundation,
            testing::apple::handle<CfString>(new StringObject("text"))};
  }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
};

TEST_F(OwnedTest, ReleasesAtTheEnd) {
  const Owned<CfString> owned = string();
  EXPECT_TRUE(owned);
  EXPECT_FALSE(mac_.is_clean());
}

TEST_F(OwnedTest, MovesWithoutReleasingTwice) {
  Owned<CfString> first = string();
  CfString object = first.get();
  Owned<CfString> second = std::move(first);
  EXPECT_EQ(second.get(), object);
  Owned<CfString> third;
  third = std::move(second);
  EXPECT_EQ(third.get(), object);
}

TEST_F(OwnedTest, ReleasesWhatItHeldWhenItGetsAnother) {
  Owned<CfString> owned = string();
  owned = string();
  EXPECT_TRUE(owned);
}

TEST_F(OwnedTest, GivesItsReferenceAway) {
  CfString object = string().give();
  ASSERT_NE(object, nullptr);
  interfaces_->core_foundation->release(object);
}

TEST_F(OwnedTest, HoldsNothingWhenTheSystemSaysNull) {
  const Owned<CfString> owned(*interfaces_->core_foundation, nullptr);
  EXPECT_FALSE(owned);
  EXPECT_FALSE(Owned<CfString>());
}

}  // namespace
}  // namespace silicon::apple_platform
