#include "tests/support/synthetic_mac/raw/sensors.hpp"

#include <gtest/gtest.h>

#include <string>

#include "exporter/sources/thermal/apple/sensors.hpp"
#include "exporter/sources/thermal/apple/smc_value.hpp"
#include "tests/support/synthetic_mac/mac.hpp"
#include "tests/support/synthetic_mac/scenarios.hpp"

namespace silicon::testing::synthetic {
namespace {

apple::Sample sample_after(int seconds, std::string_view name, Model model) {
  SyntheticMac mac(model, scenario(name).value_or(Script{}), 1);
  apple::Sample sample;
  for (int i = 0; i <= seconds; ++i) sample = mac.next().value_or(sample);
  return sample;
}

double figure(const apple::Sample& sample, const std::string& key) {
  return thermal::smc_number(key, sample.smc.at(key)).value_or(-1);
}

TEST(Sensors, SayFortyForClustersWithoutPower) {
  const apple::Sample idle = sample_after(10, "idle", Model::sixteen_cores);
  for (const char* key : {"TCMb", "TCMz", "TVD0", "Tp00", "Tp05", "Tp0V"}) {
    EXPECT_EQ(figure(idle, key), 40) << key;
  }
  const apple::Sample busy = sample_after(20, "order_burst", Model::sixteen_cores);
  for (const char* key : {"TCMb", "TCMz", "Tp00", "Tp05", "Tp0V"}) {
    EXPECT_GT(figure(busy, key), 33) << key;
    EXPECT_NE(figure(busy, key), 40) << key;
  }
}

TEST(Sensors, ShowNothingImpossible) {
  for (const char* name : {"idle", "gpu_training", "thermal_run_away"}) {
    SyntheticMac mac(Model::fourteen_cores, scenario(name).value_or(Script{}), 1);
    while (const auto sample = mac.next()) {
      for (const thermal::Temperature& reading : thermal::temperatures(*sample)) {
        ASSERT_GE(reading.celsius, 24) << name << " " << reading.labels.get("sensor");
        ASSERT_LE(reading.celsius, 118) << name << " " << reading.labels.get("sensor");
      }
    }
  }
}

TEST(Sensors, AreThoseOfTheKindOfMachine) {
  const apple::Sample portable = sample_after(1, "idle", Model::fourteen_cores);
  const apple::Sample desktop = sample_after(1, "idle", Model::sixteen_cores);
  EXPECT_EQ(portable.smc.count("TB0T"), 1U);
  EXPECT_EQ(portable.smc.count("TaFL"), 0U);
  EXPECT_EQ(desktop.smc.count("TB0T"), 0U);
  EXPECT_EQ(desktop.smc.count("TaFL"), 1U);
}

TEST(Sensors, IncludeFansThatNeverStop) {
  const apple::Sample sample = sample_after(1, "idle", Model::sixteen_cores);
  const std::vector<thermal::Fan> fans = thermal::fans(sample);
  ASSERT_EQ(fans.size(), 2U);
  for (const thermal::Fan& fan : fans) {
    EXPECT_GE(fan.rpm.value_or(0), 1350);
    EXPECT_LE(fan.rpm.value_or(9999), 1800);
  }
}

TEST(Sensors, RepeatNamesAsBatteriesDo) {
  const apple::Sample sample = sample_after(1, "idle", Model::fourteen_cores);
  int cells = 0;
  for (const apple::HidSensor& sensor : sample.hid) cells += sensor.name == "gas gauge battery";
  EXPECT_EQ(cells, 2);
}

}  // namespace
}  // namespace silicon::testing::synthetic
