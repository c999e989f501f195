#include "exporter/sources/thermal/hwmon/files.hpp"

#include <gtest/gtest.h>

namespace silicon::thermal::hwmon {
namespace {

TEST(SensorsAmong, FindsInputsWithTheFilesBesideThem) {
  const auto sensors =
      sensors_among({"fan1_input", "fan1_max", "name", "temp1_input", "temp1_label", "temp2_fault",
                     "temp2_input", "temp2_max", "uevent"});
  ASSERT_EQ(sensors.size(), 3);
  EXPECT_EQ(sensors[0].stem, "temp1");
  EXPECT_TRUE(sensors[0].has_label);
  EXPECT_FALSE(sensors[0].has_fault);
  EXPECT_EQ(sensors[1].value, "temp2_input");
  EXPECT_TRUE(sensors[1].has_fault);
  EXPECT_TRUE(sensors[1].has_max);
  EXPECT_EQ(sensors[2].kind, SensorKind::fan);
  EXPECT_TRUE(sensors[2].has_max);
}

TEST(SensorsAmong, OrdersNumbersAsNumbers) {
  const auto sensors = sensors_among({"temp10_input", "temp2_input", "temp1_input"});
  ASSERT_EQ(sensors.size(), 3);
  EXPECT_EQ(sensors[1].stem, "temp2");
  EXPECT_EQ(sensors[2].stem, "temp10");
}

TEST(SensorsAmong, PrefersTheAverageOfAPowerMeterWhicheverComesFirst) {
  for (const std::vector<std::string>& files :
       {std::vector<std::string>{"power1_average", "power1_input"},
        std::vector<std::string>{"power1_input", "power1_average"}}) {
    const auto sensors = sensors_among(files);
    ASSERT_EQ(sensors.size(), 1);
    EXPECT_EQ(sensors[0].value, "power1_average");
  }
  EXPECT_EQ(sensors_among({"power1_input"}).at(0).value, "power1_input");
}

TEST(SensorsAmong, IgnoresLimitsWithoutAReadingAndOtherKindsOfFiles) {
  EXPECT_TRUE(sensors_among({"temp1_crit", "temp1_label", "power1_cap", "bogus1_input", "in0_input",
                             "pwm1", "temp_input", "temp1", "tempx_input", "_input", "",
                             "temp1input", "fan99999999999999999999_input", "temp01_input"})
                  .empty());
}

TEST(SensorsAmong, IsBounded) {
  std::vector<std::string> files;
  for (int i = 0; i < 5000; ++i) files.push_back("temp" + std::to_string(i) + "_input");
  EXPECT_EQ(sensors_among(files).size(), 512);
}

TEST(ParseValue, TurnsTheKernelsUnitsIntoOurs) {
  EXPECT_EQ(parse_value(SensorKind::temperature, "45500\n").value(), 45.5);
  EXPECT_EQ(parse_value(SensorKind::temperature, "-44000\n").value(), -44);
  EXPECT_EQ(parse_value(SensorKind::fan, "1098\n").value(), 1098);
  EXPECT_EQ(parse_value(SensorKind::power, "74350000\n").value(), 74.35);
}

TEST(ParseValue, SaysWhatIsNoNumber) {
  for (const char* text : {"", "\n", "N/A\n", "45.5", "0x10", "99999999999999999999", "4 5"}) {
    const auto value = parse_value(SensorKind::temperature, text);
    ASSERT_FALSE(value.ok()) << text;
    EXPECT_EQ(value.error().kind(), core::ErrorKind::invalid);
  }
  EXPECT_EQ(parse_value(SensorKind::fan, "\x01lots\n").error().message(), "not a number: \"lots\"");
}

TEST(SaysFault, BelievesTheChip) {
  EXPECT_TRUE(says_fault("1\n"));
  EXPECT_FALSE(says_fault("0\n"));
  EXPECT_FALSE(says_fault(""));
}

TEST(CleanName, KeepsOneLineOfPrintableText) {
  EXPECT_EQ(clean_name("Package id 0\n"), "Package id 0");
  EXPECT_EQ(clean_name(" Left\tside \n\n"), "Leftside");
  EXPECT_EQ(clean_name(std::string(1000, 'x')).size(), 64);
  EXPECT_EQ(clean_name("\n"), "");
}

}  // namespace
}  // namespace silicon::thermal::hwmon
