#include "exporter/sources/thermal/apple/smc_value.hpp"

#include <gtest/gtest.h>

namespace silicon::thermal {
namespace {

std::optional<double> number(std::string type, apple::Bytes bytes, std::string_view key = "TXXX") {
  return smc_number(key, {std::move(type), std::move(bytes)});
}

TEST(SmcNumber, DecodesEveryTypeThatAppleSiliconHas) {
  EXPECT_EQ(number("flt ", {0x00, 0x00, 0x20, 0x42}), 40);
  EXPECT_NEAR(number("ioft", {0x9a, 0xd9, 0x33, 0x00, 0, 0, 0, 0}).value_or(0), 51.85, 0.001);
  EXPECT_EQ(number("ui8 ", {2}), 2);
  EXPECT_EQ(number("si8 ", {0xfe}), -2);
  EXPECT_EQ(number("flag", {1}), 1);
  EXPECT_EQ(number("ui16", {0x34, 0x12}), 0x1234);
  EXPECT_EQ(number("si16", {0xff, 0xff}), -1);
  EXPECT_EQ(number("ui32", {1, 0, 0, 0}), 1);
  EXPECT_EQ(number("si32", {2, 0, 0, 0}), 2);  // TVDi, which others print as 33554432
  EXPECT_EQ(number("ui64", {0, 1, 0, 0, 0, 0, 0, 0}), 256);
}

TEST(SmcNumber, TakesTheCountOfKeysAndIntelsTypesTheOtherWayRound) {
  EXPECT_EQ(number("ui32", {0, 0, 0x06, 0x40}, "#KEY"), 1600);
  EXPECT_EQ(number("sp78", {0x19, 0x80}), 25.5);
  EXPECT_EQ(number("sp78", {0xff, 0x00}), -1);
  EXPECT_EQ(number("fpe2", {0x1f, 0x40}), 2000);
}

TEST(SmcNumber, IsNothingForWhatDoesNotFit) {
  EXPECT_FALSE(number("flt ", {1, 2, 3}));
  EXPECT_FALSE(number("ioft", {1, 2, 3, 4}));
  EXPECT_FALSE(number("ui16", {1}));
  EXPECT_FALSE(number("ui24", {1, 2, 3}));
  EXPECT_FALSE(number("flag", {1, 2}));
  EXPECT_FALSE(number("ch8*", {'a', 'b'}));
  EXPECT_FALSE(number("{fds", {1, 2, 3, 4}));
  EXPECT_FALSE(number("spxy", {1, 2}));
  EXPECT_FALSE(number("flt", {0, 0, 0x20, 0x42}));
  EXPECT_FALSE(number("", {1}));
  EXPECT_FALSE(number("ui8 ", {}));
  EXPECT_FALSE(number("flt ", apple::Bytes(32, 1)));
}

TEST(SmcNumber, IsFinite) {
  EXPECT_FALSE(number("flt ", {0, 0, 0x80, 0x7f}));  // infinity
  EXPECT_FALSE(number("flt ", {0, 0, 0xc0, 0x7f}));  // not a number
}

}  // namespace
}  // namespace silicon::thermal
