#include "exporter/platform/apple/registry/registry.hpp"

#include <gtest/gtest.h>

#include "exporter/platform/apple/foundation/values.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::Entry;

class RegistryTest : public ::testing::Test {
 protected:
  RegistryTest() {
    mac_.registry = {
        {"a", "Class", "", {{"number", 5}}, {{"deep", "below"}}},
        {"b", "Other", "", {}, {}},
        {"c", "Class", "", {{"number", 6}}, {}},
        {"cpu0", "IOPlatformDevice", "IODeviceTree:/cpus", {}, {}},
    };
  }
  const CoreFoundationApi& cf() const { return *interfaces_->core_foundation; }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
  Registry registry_{*interfaces_->core_foundation, *interfaces_->io_kit};
};

TEST_F(RegistryTest, FindsServicesOfAClass) {
  const auto services = registry_.services("Class");
  ASSERT_EQ(services.size(), 2U);
  EXPECT_EQ(registry_.name(services[0]), "a");
  EXPECT_EQ(registry_.name(services[1]), "c");
  EXPECT_TRUE(registry_.services("None").empty());
}

TEST_F(RegistryTest, FindsChildrenOfAPath) {
  const auto children = registry_.children("IODeviceTree:/cpus");
  ASSERT_EQ(children.size(), 1U);
  EXPECT_EQ(registry_.name(children[0]), "cpu0");
  EXPECT_TRUE(registry_.children("IODeviceTree:/arm-io").empty());
}

TEST_F(RegistryTest, ReadsOneProperty) {
  const auto services = registry_.services("Class");
  ASSERT_EQ(services.size(), 2U);
  EXPECT_EQ(integer_of(cf(), registry_.property(services[1], "number").get()), 6);
  EXPECT_FALSE(registry_.property(services[1], "none"));
}

TEST_F(RegistryTest, LooksForAPropertyFurtherDown) {
  const auto services = registry_.services("Class");
  ASSERT_EQ(services.size(), 2U);
  EXPECT_EQ(text_of(cf(), registry_.property_below(services[0], "deep").get()), "below");
  EXPECT_FALSE(registry_.property(services[0], "deep"));
  EXPECT_FALSE(registry_.property_below(services[1], "deep"));
}

TEST_F(RegistryTest, ReadsAllProperties) {
  const auto services = registry_.services("Class");
  ASSERT_EQ(services.size(), 2U);
  const auto properties = registry_.properties(services[0]);
  ASSERT_TRUE(properties);
  EXPECT_EQ(cf().dictionary_get_count(properties.get()), 1);
}

TEST_F(RegistryTest, StopsAtAThousandEntries) {
  for (int i = 0; i < 2000; ++i) mac_.registry.push_back({"many", "Many", "", {}, {}});
  EXPECT_EQ(registry_.services("Many").size(), 1024U);
}

TEST_F(RegistryTest, ReleasesEntriesThatMove) {
  auto services = registry_.services("Class");
  ASSERT_EQ(services.size(), 2U);
  services[0] = std::move(services[1]);
  EXPECT_EQ(registry_.name(services[0]), "c");
}

}  // namespace
}  // namespace silicon::apple_platform
