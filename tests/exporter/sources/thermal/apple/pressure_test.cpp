#include "exporter/sources/thermal/apple/pressure.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::thermal {
namespace {

std::string state_of(std::int64_t level) {
  for (const std::string& line : testing::lines(pressure_families(level))) {
    constexpr std::string_view kBeginning = "silicon_thermal_state{state=\"";
    if (line.starts_with(kBeginning) && line.ends_with(" 1")) {
      return line.substr(kBeginning.size(), line.find('"', kBeginning.size()) - kBeginning.size());
    }
  }
  return "";
}

TEST(ThermalPressure, IsALevelAndTheStateThatApplicationsSee) {
  EXPECT_EQ(
      testing::lines(pressure_families(2)),
      (std::vector<std::string>{
          "silicon_thermal_pressure_level 2", R"(silicon_thermal_state{state="nominal"} 0)",
          R"(silicon_thermal_state{state="fair"} 1)", R"(silicon_thermal_state{state="serious"} 0)",
          R"(silicon_thermal_state{state="critical"} 0)"}));
  EXPECT_EQ(state_of(0), "nominal");
  EXPECT_EQ(state_of(1), "fair");
  EXPECT_EQ(state_of(3), "serious");
  EXPECT_EQ(state_of(4), "critical");
}

TEST(ThermalPressure, IsNothingForLevelsThatMacsDoNotHave) {
  for (const std::int64_t level : {-1, 5, 10, 50}) EXPECT_TRUE(pressure_families(level).empty());
}

}  // namespace
}  // namespace silicon::thermal
