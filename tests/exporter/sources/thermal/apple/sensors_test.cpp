#include "exporter/sources/thermal/apple/sensors.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>

#include "tests/support/family_lines.hpp"

namespace silicon::thermal {
namespace {

using Lines = std::vector<std::string>;

apple::SmcValue flt(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  apple::SmcValue result{"flt ", {}};
  for (unsigned shift = 0; shift < 32; shift += 8) {
    result.bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
  return result;
}

Lines shown(const apple::Sample& sample) {
  return testing::lines(temperature_family(temperatures(sample)));
}

// An M4 Max at rest: clusters without power say exactly 40, the firmware's aggregates as well; the
// die, the memory and the air are alive.
TEST(AppleSensors, DropThePlaceholdersOfClustersWithoutPower) {
  apple::Sample sample;
  for (const char* key : {"TCMb", "TCMz", "Tp00", "Tp01", "Tp02", "Te05"}) {
    sample.smc[key] = flt(40);
  }
  sample.smc["TCDX"] = flt(30.25F);
  sample.smc["Tp1i"] = flt(-4);
  sample.smc["Tp1j"] = flt(5.2F);
  sample.smc["Tg0K"] = flt(28.5F);
  sample.smc["TaFL"] = flt(22.5F);
  EXPECT_EQ(shown(sample),
            (Lines{R"(silicon_temperature_celsius{component="die",sensor="TCDX"} 30.25)",
                   R"(silicon_temperature_celsius{component="airflow",sensor="TaFL"} 22.5)",
                   R"(silicon_temperature_celsius{component="gpu",sensor="Tg hottest"} 28.5)"}));
}

TEST(AppleSensors, KeepAnHonestFortyDegrees) {
  apple::Sample sample;
  sample.smc["TCMb"] = flt(40);
  sample.smc["Tp01"] = flt(40);
  sample.smc["TH0x"] = flt(40);
  EXPECT_EQ(shown(sample).size(), 3U);
}

// Sensors with coarse steps agree, on no whole number.
TEST(AppleSensors, KeepSensorsThatAgree) {
  apple::Sample sample;
  for (const char* key : {"Tm0p", "Tm1p", "Tm2p", "Tg0K", "Tg0L"}) sample.smc[key] = flt(33.3226F);
  EXPECT_EQ(shown(sample).size(), 2U);
}

// Constants of M2 Max (6.7), M2 Ultra's GPU (5), and of nothing at all.
TEST(AppleSensors, DropConstantsThatAreNoTemperatures) {
  apple::Sample sample;
  sample.smc["Tp01"] = flt(6.7F);
  sample.smc["Tg0G"] = flt(5);
  sample.smc["TB0T"] = flt(-9200);
  sample.smc["TW0P"] = flt(129.5F);
  sample.smc["TCDX"] = {"ch8*", {1, 2}};
  EXPECT_TRUE(shown(sample).empty());
}

// The triplet of one core under load: 68.6, 74.5, 81.9.
TEST(AppleSensors, ShowTheHottestOfEachKind) {
  apple::Sample sample;
  sample.smc["Tp00"] = flt(68.5F);
  sample.smc["Tp01"] = flt(74.5F);
  sample.smc["Tp02"] = flt(81.75F);
  sample.smc["Tzzz"] = flt(99);
  EXPECT_EQ(shown(sample),
            Lines{R"(silicon_temperature_celsius{component="cpu",sensor="Tp hottest"} 81.75)"});
}

TEST(AppleSensors, NumberHidSensorsThatShareAName) {
  apple::Sample sample;
  sample.hid = {{"PMU tdie1", 45.5},
                {"gas gauge battery", 30},
                {"gas gauge battery", 30},
                {"gas gauge battery", 30},
                {"gas gauge battery", 30},
                {"PMU tcal", 51.85},
                {"NAND CH0 temp", -9200},
                {"PMU TP3g", 50.5},
                {"", 33},
                {"pACC MTR Temp Sensor0", 61.5}};
  EXPECT_EQ(
      shown(sample),
      (Lines{
          R"(silicon_temperature_celsius{component="die",sensor="PMU tdie1"} 45.5)",
          R"(silicon_temperature_celsius{component="battery",sensor="gas gauge battery #1"} 30)",
          R"(silicon_temperature_celsius{component="battery",sensor="gas gauge battery #2"} 30)",
          R"(silicon_temperature_celsius{component="battery",sensor="gas gauge battery #3"} 30)",
          R"(silicon_temperature_celsius{component="battery",sensor="gas gauge battery #4"} 30)",
          R"(silicon_temperature_celsius{component="gpu",sensor="PMU TP3g"} 50.5)",
          R"(silicon_temperature_celsius{component="cpu",sensor="pACC MTR Temp Sensor0"} 61.5)"}));
}

TEST(AppleFans, AreAsManyAsTheMachineSays) {
  apple::Sample sample;
  sample.smc["FNum"] = {"ui8 ", {2}};
  sample.smc["F0Ac"] = flt(1342);
  sample.smc["F0Mx"] = flt(5700);
  sample.smc["F1Ac"] = flt(0);
  sample.smc["F2Ac"] = flt(900);
  const std::vector<Fan> result = fans(sample);
  ASSERT_EQ(result.size(), 2U);
  EXPECT_EQ(result[0].rpm, 1342);
  EXPECT_EQ(result[0].max_rpm, 5700);
  EXPECT_EQ(result[1].rpm, 0);
  EXPECT_FALSE(result[1].max_rpm);
}

TEST(AppleFans, AreNoneInAMachineWithout) {
  apple::Sample sample;
  sample.smc["F0Ac"] = flt(1342);
  EXPECT_TRUE(fans(sample).empty());
  sample.smc["FNum"] = {"ui8 ", {200}};
  EXPECT_TRUE(fans(sample).empty());
}

TEST(SensorKeys, AreThoseThatAreLookedAt) {
  for (const char* key : {"FNum", "F0Ac", "F1Mx", "Tp00", "Te05", "TCMb", "TaLP"}) {
    EXPECT_TRUE(is_sensor_key(key)) << key;
  }
  for (const char* key : {"F0Tg", "PSTR", "TVD0", "#KEY", "T", "Tp000"}) {
    EXPECT_FALSE(is_sensor_key(key)) << key;
  }
}

}  // namespace
}  // namespace silicon::thermal
