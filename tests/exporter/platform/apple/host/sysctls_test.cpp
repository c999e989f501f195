#include "exporter/platform/apple/host/sysctls.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

class SysctlsTest : public ::testing::Test {
 protected:
  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
  Sysctls sysctls_{*interfaces_->sysctl};
};

TEST_F(SysctlsTest, NumbersComeInFourWidths) {
  mac_.sysctls = {{"a", std::string("\xff", 1)},
                  {"b", std::string("\x02\x01", 2)},
                  {"c", std::string("\xfe\xff\xff\xff", 4)},
                  {"d", std::string("\0\0\0\0\x20\0\0\0", 8)}};
  EXPECT_EQ(sysctls_.number("a"), -1);
  EXPECT_EQ(sysctls_.number("b"), 258);
  EXPECT_EQ(sysctls_.number("c"), -2);
  EXPECT_EQ(sysctls_.number("d"), std::int64_t{1} << 37);
}

TEST_F(SysctlsTest, WhatIsNoNumberIsNone) {
  mac_.sysctls = {{"odd", "abc"}, {"long", "Apple M4 Max"}};
  EXPECT_EQ(sysctls_.number("odd"), std::nullopt);
  EXPECT_EQ(sysctls_.number("long"), std::nullopt);
  EXPECT_EQ(sysctls_.number("missing"), std::nullopt);
}

TEST_F(SysctlsTest, TextEndsAtItsZero) {
  mac_.sysctls = {{"a", std::string("Mac16,9\0", 8)}, {"b", "no zero"}};
  EXPECT_EQ(sysctls_.text("a"), "Mac16,9");
  EXPECT_EQ(sysctls_.text("b"), "no zero");
  EXPECT_EQ(sysctls_.text("missing"), std::nullopt);
}

TEST_F(SysctlsTest, SwapIsThreeSizes) {
  const std::string usage(
      "\0\x10\0\0\0\0\0\0\0\x0c\0\0\0\0\0\0\0\x04\0\0\0\0\0\0\0\x40\0\0\1\0\0\0", 32);
  mac_.sysctls = {{"vm.swapusage", usage}};
  const auto swap = sysctls_.swap();
  ASSERT_TRUE(swap);
  EXPECT_EQ(swap->total, 4096U);
  EXPECT_EQ(swap->available, 3072U);
  EXPECT_EQ(swap->used, 1024U);
}

TEST_F(SysctlsTest, SwapOfAnotherShapeIsNone) {
  EXPECT_FALSE(sysctls_.swap());
  mac_.sysctls = {{"vm.swapusage", "short"}};
  EXPECT_FALSE(sysctls_.swap());
}

TEST_F(SysctlsTest, PressureLevelIsReadByItsHiddenName) {
  EXPECT_EQ(sysctls_.pressure_level(), std::nullopt);
  mac_.sysctls = {{"kern.memorystatus_vm_pressure_level", std::string("\4\0\0\0", 4)}};
  EXPECT_EQ(sysctls_.pressure_level(), 4);
}

TEST_F(SysctlsTest, InterfaceMessagesComeWhole) {
  EXPECT_EQ(sysctls_.interface_messages(), "");
  mac_.interface_list = std::string(1000, 'm');
  EXPECT_EQ(sysctls_.interface_messages(), mac_.interface_list);
}

}  // namespace
}  // namespace silicon::apple_platform
