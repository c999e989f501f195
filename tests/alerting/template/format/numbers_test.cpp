#include "alerting/template/format/numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::templates {
namespace {

TEST(FormatFloat, FollowsTheVerb) {
  EXPECT_EQ(format_float(12.345, 'f', 2), "12.35");
  EXPECT_EQ(format_float(12.345, 'f', std::nullopt), "12.345000");
  EXPECT_EQ(format_float(86399.5, 'e', std::nullopt), "8.639950e+04");
  EXPECT_EQ(format_float(86399.5, 'E', 1), "8.6E+04");
  EXPECT_EQ(format_float(0.00001234, 'g', 2), "1.2e-05");
  EXPECT_EQ(format_float(100000, 'g', 4), "1e+05");
  EXPECT_EQ(format_float(1e21, 'f', 0), "1000000000000000000000");
  EXPECT_EQ(format_float(-0.5, 'f', 1), "-0.5");
  EXPECT_EQ(format_float(12, 'x', std::nullopt), "0x1.8p+03");
  EXPECT_EQ(format_float(-12, 'X', std::nullopt), "-0X1.8P+03");
}

TEST(FormatFloat, HasWordsForWhatIsNoNumber) {
  EXPECT_EQ(format_float(NAN, 'f', 2), "NaN");
  EXPECT_EQ(format_float(INFINITY, 'g', 2), "Inf");
  EXPECT_EQ(format_float(-INFINITY, 'e', 2), "-Inf");
}

TEST(FormatFloat, IsNotAskedForMillionsOfDigits) {
  EXPECT_LT(format_float(1, 'f', 2'000'000'000).size(), 2000U);
}

TEST(General, HasAnExponentFromAMillionOn) {
  EXPECT_EQ(general(0), "0");
  EXPECT_EQ(general(999999), "999999");
  EXPECT_EQ(general(1e6), "1e+06");
  EXPECT_EQ(general(1234567), "1.234567e+06");
  EXPECT_EQ(general(0.0001), "0.0001");
  EXPECT_EQ(general(0.00001), "1e-05");
  EXPECT_EQ(general(1e100), "1e+100");
  EXPECT_EQ(general(-86399.5), "-86399.5");
  EXPECT_EQ(general(INFINITY), "+Inf");
  EXPECT_EQ(general(NAN), "NaN");
}

}  // namespace
}  // namespace silicon::templates
