#include "exporter/sources/thermal/families.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::thermal {
namespace {

using Lines = std::vector<std::string>;

TEST(ThermalFamilies, NameEachTemperatureBySensorAndComponent) {
  const core::Family family =
      temperature_family({{temperature_labels("coretemp Core 0", "cpu"), 54.5},
                          {temperature_labels("acpitz", "board"), -3}});
  EXPECT_EQ(testing::lines(family),
            (Lines{R"(silicon_temperature_celsius{component="cpu",sensor="coretemp Core 0"} 54.5)",
                   R"(silicon_temperature_celsius{component="board",sensor="acpitz"} -3)"}));
  EXPECT_EQ(family.type, core::MetricType::gauge);
}

TEST(ThermalFamilies, ShowAFanThatStandsStillAndItsMaximumOnlyWhereItIsKnown) {
  const std::vector<Fan> fans = {{fan_labels("applesmc Left side"), 0, 6156},
                                 {fan_labels("nct6779 fan2"), 1098, std::nullopt}};
  EXPECT_EQ(testing::lines(fan_speed_family(fans)),
            (Lines{R"(silicon_fan_speed_rpm{fan="applesmc Left side"} 0)",
                   R"(silicon_fan_speed_rpm{fan="nct6779 fan2"} 1098)"}));
  EXPECT_EQ(testing::lines(fan_maximum_family(fans)),
            Lines{R"(silicon_fan_speed_max_rpm{fan="applesmc Left side"} 6156)"});
}

TEST(ThermalFamilies, CountThrottlingWithTheCpuLeftOutWhereThereIsNone) {
  const core::Family family = throttle_family({{"4", "core", 10084}, {"", "0000:09:00.0", 2}});
  EXPECT_EQ(testing::lines(family),
            (Lines{R"(silicon_thermal_throttle_events_total{cpu="4",scope="core"} 10084)",
                   R"(silicon_thermal_throttle_events_total{scope="0000:09:00.0"} 2)"}));
  EXPECT_EQ(family.type, core::MetricType::counter);
}

}  // namespace
}  // namespace silicon::thermal
