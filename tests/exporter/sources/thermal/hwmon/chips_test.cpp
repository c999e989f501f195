#include "exporter/sources/thermal/hwmon/chips.hpp"

#include <gtest/gtest.h>

namespace silicon::thermal::hwmon {
namespace {

TEST(ComponentOfChip, FollowsTheDriver) {
  EXPECT_EQ(component_of_chip("coretemp", "Package id 0"), "cpu");
  EXPECT_EQ(component_of_chip("k10temp", "Tctl"), "cpu");
  EXPECT_EQ(component_of_chip("amdgpu", "edge"), "gpu");
  EXPECT_EQ(component_of_chip("nvme", "Composite"), "disk");
  EXPECT_EQ(component_of_chip("drivetemp", ""), "disk");
  EXPECT_EQ(component_of_chip("mt7996_phy0_2", ""), "network");
  EXPECT_EQ(component_of_chip("i350bb", "loc1"), "network");
  EXPECT_EQ(component_of_chip("BAT0", ""), "battery");
  EXPECT_EQ(component_of_chip("spd5118", ""), "memory");
}

TEST(ComponentOfChip, AsksTheLabelOnMainboardsOnly) {
  EXPECT_EQ(component_of_chip("nct6779", "CPUTIN"), "cpu");
  EXPECT_EQ(component_of_chip("nct6779", "PECI Agent 0"), "cpu");
  EXPECT_EQ(component_of_chip("nct6779", "SYSTIN"), "board");
  EXPECT_EQ(component_of_chip("thinkpad", "GPU"), "gpu");
  EXPECT_EQ(component_of_chip("applesmc", "TM0P"), "memory");
  EXPECT_EQ(component_of_chip("nvme", "CPU"), "disk");
}

TEST(ComponentOfChip, DoesNotGuess) {
  EXPECT_EQ(component_of_chip("hwmon4", "foosensor"), "unknown");
  EXPECT_EQ(component_of_chip("", ""), "unknown");
}

TEST(ComponentOfZone, FollowsTheType) {
  EXPECT_EQ(component_of_zone("cpu-thermal"), "cpu");
  EXPECT_EQ(component_of_zone("cpu0-thermal"), "cpu");
  EXPECT_EQ(component_of_zone("TCPU"), "cpu");
  EXPECT_EQ(component_of_zone("GPU-therm"), "gpu");
  EXPECT_EQ(component_of_zone("bcm2835_thermal"), "soc");
  EXPECT_EQ(component_of_zone("acpitz"), "board");
  EXPECT_EQ(component_of_zone("iwlwifi_1"), "network");
  EXPECT_EQ(component_of_zone("TZ00"), "unknown");
}

TEST(IsControlValue, IsTctlBesideTdie) {
  EXPECT_TRUE(is_control_value("k10temp", "Tctl", {"Tctl", "Tdie", "Tccd1"}));
  EXPECT_FALSE(is_control_value("k10temp", "Tdie", {"Tctl", "Tdie"}));
  EXPECT_FALSE(is_control_value("k10temp", "Tctl", {"Tctl", "Tccd1"}))
      << "there it is the only one";
  EXPECT_FALSE(is_control_value("nct6779", "Tctl", {"Tctl", "Tdie"}));
}

TEST(SlowByNature, AreSensorsBehindACommandToADevice) {
  EXPECT_TRUE(slow_by_nature("nvme"));
  EXPECT_TRUE(slow_by_nature("drivetemp"));
  EXPECT_TRUE(slow_by_nature("w1_slave_temp"));
  EXPECT_FALSE(slow_by_nature("coretemp"));
}

TEST(WakesItsDevice, AreGpusThatSleep) {
  EXPECT_TRUE(wakes_its_device("amdgpu"));
  EXPECT_TRUE(wakes_its_device("nouveau"));
  EXPECT_FALSE(wakes_its_device("coretemp"));
}

TEST(PowerRail, IsOnlyWhatTheChipSays) {
  EXPECT_EQ(power_rail("power_meter", ""), "system");
  EXPECT_EQ(power_rail("macsmc_hwmon", "Total System Power"), "system");
  EXPECT_EQ(power_rail("macsmc_hwmon", "Heatpipe Power"), "heatpipe_power");
  EXPECT_EQ(power_rail("corsairpsu", "power +12v"), "power_12v");
  EXPECT_EQ(power_rail("fam15h_power", ""), "package");
}

TEST(PowerRail, IsAbsentWhereNobodyCanKnow) {
  EXPECT_EQ(power_rail("ina219", ""), std::nullopt);
  EXPECT_EQ(power_rail("ina219", "---"), std::nullopt);
  EXPECT_EQ(power_rail("amdgpu", "PPT"), std::nullopt);
}

TEST(Mirrors, AreChipsThatTheKernelMadeOfZones) {
  const std::vector<std::string> zones = {"acpitz", "cpu-thermal", "iwlwifi_1"};
  EXPECT_TRUE(mirrors_a_zone("cpu_thermal", zones));
  EXPECT_TRUE(mirrors_a_zone("iwlwifi_1", zones));
  EXPECT_FALSE(mirrors_a_zone("coretemp", zones));
  EXPECT_FALSE(mirrors_a_zone("acpitz", {}));
}

TEST(Mirrors, AreZonesThatReadTheRegisterOfCoretemp) {
  EXPECT_TRUE(mirrors_a_chip("x86_pkg_temp", {"acpitz", "coretemp"}));
  EXPECT_FALSE(mirrors_a_chip("x86_pkg_temp", {"acpitz"}));
  EXPECT_FALSE(mirrors_a_chip("acpitz", {"coretemp"}));
}

}  // namespace
}  // namespace silicon::thermal::hwmon
