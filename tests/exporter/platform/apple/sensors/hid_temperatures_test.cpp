#include "exporter/platform/apple/sensors/hid_temperatures.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

class HidTemperaturesTest : public ::testing::Test {
 protected:
  HidTemperaturesTest() { mac_.sensors = {{"PMU tdie1", 40.5}, {"PMU tdie1", 41.5}}; }
  core::Result<HidTemperatures> open() const {
    return HidTemperatures::open(*interfaces_->core_foundation, *interfaces_->hid);
  }
  static std::vector<double> degrees(HidTemperatures& temperatures) {
    std::vector<double> result;
    for (const apple::HidSensor& sensor : temperatures.read()) result.push_back(sensor.celsius);
    return result;
  }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
};

using Degrees = std::vector<double>;

TEST_F(HidTemperaturesTest, AreReadByNameThoughNamesRepeat) {
  auto temperatures = open();
  ASSERT_TRUE(temperatures.ok());
  const auto sensors = temperatures->read();
  ASSERT_EQ(sensors.size(), 2U);
  EXPECT_EQ(sensors[0].name, "PMU tdie1");
  EXPECT_EQ(sensors[1].name, "PMU tdie1");
  EXPECT_EQ(sensors[1].celsius, 41.5);
}

TEST_F(HidTemperaturesTest, UseOneClientForLife) {
  auto temperatures = open();
  ASSERT_TRUE(temperatures.ok());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(temperatures->read().size(), 2U);
  EXPECT_EQ(mac_.hid_clients, 1);
}

TEST_F(HidTemperaturesTest, LeaveOutASensorThatDoesNotAnswer) {
  auto temperatures = open();
  ASSERT_TRUE(temperatures.ok());
  mac_.sensors[0].answers = false;
  EXPECT_EQ(degrees(*temperatures), Degrees{41.5});
}

TEST_F(HidTemperaturesTest, LookForSensorsAgainWhenNoneAnswers) {
  auto temperatures = open();
  ASSERT_TRUE(temperatures.ok());
  for (auto& sensor : mac_.sensors) sensor.answers = false;
  EXPECT_EQ(degrees(*temperatures), Degrees{});
  mac_.sensors = {{"PMU tdie2", 50.0}, {"PMU tdie3", 51.0}, {"PMU tdie4", 52.0}};
  EXPECT_EQ(degrees(*temperatures).size(), 2U) << "the list is from before";
  for (auto& sensor : mac_.sensors) sensor.answers = false;
  EXPECT_EQ(degrees(*temperatures), Degrees{});
  for (auto& sensor : mac_.sensors) sensor.answers = true;
  EXPECT_EQ(degrees(*temperatures), (Degrees{50.0, 51.0, 52.0}));
  EXPECT_EQ(mac_.hid_clients, 1);
}

TEST_F(HidTemperaturesTest, LeaveOutSensorsWithoutName) {
  mac_.sensors.push_back({"", 70.0});
  auto temperatures = open();
  ASSERT_TRUE(temperatures.ok());
  EXPECT_EQ(temperatures->read().size(), 2U);
}

TEST_F(HidTemperaturesTest, AreAbsentWhereThereIsNoSensor) {
  mac_.sensors.clear();
  const auto temperatures = open();
  ASSERT_FALSE(temperatures.ok());
  EXPECT_EQ(temperatures.error().kind(), core::ErrorKind::absent);
}

}  // namespace
}  // namespace silicon::apple_platform
