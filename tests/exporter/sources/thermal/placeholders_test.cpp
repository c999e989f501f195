#include "exporter/sources/thermal/placeholders.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace silicon::thermal {
namespace {

TEST(Placeholders, AreNotOrdinaryTemperaturesOfAnyKind) {
  for (const double celsius :
       {-44.0, -10.0, 0.001, 1.0, 25.0, 54.0, 85.0, 99.0, 105.0, 126.9, 128.0, 150.0}) {
    EXPECT_EQ(placeholder(celsius, "coretemp"), std::nullopt) << celsius;
  }
}

TEST(Placeholders, AreZeroFromZonesWithoutAValue) {
  EXPECT_EQ(placeholder(0, "acpitz"), "exactly 0");
  EXPECT_EQ(placeholder(-0.0, "INT3403"), "exactly 0");
}

TEST(Placeholders, AreAbsoluteZeroAndItsNeighbourhood) {
  for (const double celsius : {-273.15, -273.2, -274.0, -128.0, -100.0, -1e12}) {
    EXPECT_TRUE(placeholder(celsius, "nvme")) << celsius;
  }
}

TEST(Placeholders, AreTheOpenDiodeAndTheUnreadController) {
  EXPECT_EQ(placeholder(127, "nct6779"), "an open diode");
  EXPECT_TRUE(placeholder(255, "it8728"));
  EXPECT_TRUE(placeholder(65261.85, "amdgpu"));
  EXPECT_TRUE(placeholder(1e18, "anything"));
}

TEST(Placeholders, OfOneDriverAreTemperaturesElsewhere) {
  EXPECT_TRUE(placeholder(128, "thinkpad"));
  EXPECT_FALSE(placeholder(128, "nouveau"));
  EXPECT_TRUE(placeholder(85, "w1_slave_temp"));
  EXPECT_FALSE(placeholder(85, "k10temp"));
}

TEST(Placeholders, AreWhatIsNoNumber) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(placeholder(nan, "coretemp"));
  EXPECT_TRUE(fan_placeholder(nan));
  EXPECT_TRUE(power_placeholder(nan));
}

TEST(Placeholders, OfFansAreNegativeOrUnknownButNotZero) {
  EXPECT_FALSE(fan_placeholder(0));
  EXPECT_FALSE(fan_placeholder(1098));
  EXPECT_TRUE(fan_placeholder(-1));
  EXPECT_TRUE(fan_placeholder(65535));
}

TEST(Placeholders, OfPowerMetersAreTheUnavailableReading) {
  EXPECT_FALSE(power_placeholder(0));
  EXPECT_FALSE(power_placeholder(412.5));
  EXPECT_TRUE(power_placeholder(4294967.295));
  EXPECT_TRUE(power_placeholder(-0.5));
}

}  // namespace
}  // namespace silicon::thermal
