#include "exporter/platform/apple/host/thermal_pressure.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

class ThermalPressureTest : public ::testing::Test {
 protected:
  core::Result<ThermalPressure> open() const { return ThermalPressure::open(*interfaces_->notify); }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
};

TEST_F(ThermalPressureTest, IsWhatTheNotificationCentreHolds) {
  const auto pressure = open();
  ASSERT_TRUE(pressure.ok());
  EXPECT_EQ(pressure->level(), 0);
  mac_.thermal_pressure = 3;
  EXPECT_EQ(pressure->level(), 3);
}

TEST_F(ThermalPressureTest, IsNoneWhileTheCentreDoesNotAnswer) {
  const auto pressure = open();
  ASSERT_TRUE(pressure.ok());
  mac_.notify_works = false;
  EXPECT_EQ(pressure->level(), std::nullopt);
}

TEST_F(ThermalPressureTest, SaysWhenTheCentreRefuses) {
  mac_.notify_works = false;
  const auto pressure = open();
  ASSERT_FALSE(pressure.ok());
  EXPECT_EQ(pressure.error().message(),
            "the notification centre refuses com.apple.system.thermalpressurelevel, code 1000000");
}

TEST_F(ThermalPressureTest, CancelsOnceThoughItMoves) {
  auto pressure = open();
  ASSERT_TRUE(pressure.ok());
  const ThermalPressure moved = std::move(*pressure);
  EXPECT_EQ(moved.level(), 0);
}

}  // namespace
}  // namespace silicon::apple_platform
