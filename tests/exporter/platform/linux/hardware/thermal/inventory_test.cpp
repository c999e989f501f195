#include "exporter/platform/linux/hardware/thermal/inventory.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_host_files.hpp"

namespace silicon::linux_platform {
namespace {

using Lines = std::vector<std::string>;
using thermal::hwmon::SensorKind;

Lines lines(const std::vector<SensorPlace>& sensors) {
  Lines result;
  for (const SensorPlace& sensor : sensors) {
    std::string line = sensor.value_path + ":";
    for (const core::LabelView label : sensor.labels) line.append(" ").append(label.value);
    if (sensor.kind == SensorKind::power) line += " " + sensor.rail + " by " + sensor.source;
    result.push_back(line);
  }
  return result;
}

Lines sensors_of(testing::FakeHostFiles::Texts files) {
  testing::FakeHostFiles machine(std::move(files));
  return lines(find_sensors(machine));
}

TEST(FindSensors, ReadsChipsWithTheirLabels) {
  EXPECT_EQ(sensors_of({
                {"/sys/class/hwmon/hwmon0/name", "coretemp\n"},
                {"/sys/class/hwmon/hwmon0/temp1_input", ""},
                {"/sys/class/hwmon/hwmon0/temp1_label", "Package id 0\n"},
                {"/sys/class/hwmon/hwmon1/name", "nct6779\n"},
                {"/sys/class/hwmon/hwmon1/fan2_input", ""},
                {"/sys/class/hwmon/hwmon1/temp7_input", ""},
            }),
            (Lines{"/sys/class/hwmon/hwmon0/temp1_input: cpu coretemp Package id 0",
                   "/sys/class/hwmon/hwmon1/temp7_input: board nct6779 temp7",
                   "/sys/class/hwmon/hwmon1/fan2_input: nct6779 fan2"}));
}

TEST(FindSensors, TellsTwoSocketsApartByTheirDevices) {
  testing::FakeHostFiles machine;
  for (const std::string n : {"0", "1"}) {
    const std::string chip = "/sys/class/hwmon/hwmon" + n;
    machine.files[chip + "/name"] = "coretemp\n";
    machine.files[chip + "/temp2_input"] = "";
    machine.files[chip + "/temp2_label"] = "Core 0\n";
    machine.links[chip + "/device"] = "../../../coretemp." + n;
  }
  EXPECT_EQ(lines(find_sensors(machine)),
            (Lines{"/sys/class/hwmon/hwmon0/temp2_input: cpu coretemp Core 0 (coretemp.0)",
                   "/sys/class/hwmon/hwmon1/temp2_input: cpu coretemp Core 0 (coretemp.1)"}));
}

TEST(FindSensors, FollowsOldDriversToTheDeviceFolder) {
  EXPECT_EQ(sensors_of({
                {"/sys/class/hwmon/hwmon2/device/name", "applesmc\n"},
                {"/sys/class/hwmon/hwmon2/device/fan1_input", ""},
                {"/sys/class/hwmon/hwmon2/device/fan1_label", "Left side\n"},
            }),
            Lines{"/sys/class/hwmon/hwmon2/device/fan1_input: applesmc Left side"});
}

TEST(FindSensors, CallsANamelessChipByItsNumber) {
  EXPECT_EQ(sensors_of({{"/sys/class/hwmon/hwmon4/temp1_input", ""}}),
            Lines{"/sys/class/hwmon/hwmon4/temp1_input: unknown hwmon4 temp1"});
}

TEST(FindSensors, KeepsTheZoneAndDropsItsMirrorAmongTheChips) {
  EXPECT_EQ(sensors_of({
                {"/sys/class/thermal/thermal_zone0/type", "cpu-thermal\n"},
                {"/sys/class/thermal/thermal_zone0/temp", ""},
                {"/sys/class/hwmon/hwmon0/name", "cpu_thermal\n"},
                {"/sys/class/hwmon/hwmon0/temp1_input", ""},
            }),
            Lines{"/sys/class/thermal/thermal_zone0/temp: cpu cpu-thermal"});
}

TEST(FindSensors, KeepsCoretempAndDropsTheZoneThatRepeatsIt) {
  EXPECT_EQ(sensors_of({
                {"/sys/class/thermal/thermal_zone0/type", "acpitz\n"},
                {"/sys/class/thermal/thermal_zone1/type", "acpitz\n"},
                {"/sys/class/thermal/thermal_zone2/type", "x86_pkg_temp\n"},
                {"/sys/class/hwmon/hwmon0/name", "coretemp\n"},
                {"/sys/class/hwmon/hwmon0/temp1_input", ""},
            }),
            (Lines{"/sys/class/hwmon/hwmon0/temp1_input: cpu coretemp temp1",
                   "/sys/class/thermal/thermal_zone0/temp: board acpitz (thermal_zone0)",
                   "/sys/class/thermal/thermal_zone1/temp: board acpitz (thermal_zone1)"}));
}

TEST(FindSensors, TakesPowerMetersThatSayWhatTheyMeasure) {
  testing::FakeHostFiles machine({
      {"/sys/class/hwmon/hwmon0/name", "power_meter\n"},
      {"/sys/class/hwmon/hwmon0/power1_average", ""},
      {"/sys/class/hwmon/hwmon1/name", "power_meter\n"},
      {"/sys/class/hwmon/hwmon1/power1_average", ""},
      {"/sys/class/hwmon/hwmon2/name", "ina219\n"},
      {"/sys/class/hwmon/hwmon2/power1_input", ""},
  });
  machine.links["/sys/class/hwmon/hwmon0/device"] = "../../../ACPI000D:00";
  machine.links["/sys/class/hwmon/hwmon1/device"] = "../../../ACPI000D:01";
  EXPECT_EQ(lines(find_sensors(machine)),
            (Lines{"/sys/class/hwmon/hwmon0/power1_average: system by power_meter (ACPI000D:00)",
                   "/sys/class/hwmon/hwmon1/power1_average: system by power_meter (ACPI000D:01)"}));
}

TEST(FindSensors, NotesWhatMustNotBeWoken) {
  testing::FakeHostFiles machine({
      {"/sys/class/hwmon/hwmon0/name", "amdgpu\n"},
      {"/sys/class/hwmon/hwmon0/temp1_input", ""},
      {"/sys/class/hwmon/hwmon1/name", "drivetemp\n"},
      {"/sys/class/hwmon/hwmon1/temp1_input", ""},
      {"/sys/class/hwmon/hwmon1/device/block/sda/queue/rotational", "1\n"},
      {"/sys/class/hwmon/hwmon1/device/block/sda/stat", ""},
      {"/sys/class/hwmon/hwmon2/name", "drivetemp\n"},
      {"/sys/class/hwmon/hwmon2/temp1_input", ""},
      {"/sys/class/hwmon/hwmon2/device/block/sdb/queue/rotational", "0\n"},
  });
  const std::vector<SensorPlace> sensors = find_sensors(machine);
  ASSERT_EQ(sensors.size(), 3);
  EXPECT_EQ(sensors[0].power_state_path, "/sys/class/hwmon/hwmon0/device/power/runtime_status");
  EXPECT_EQ(sensors[0].activity_path, "");
  EXPECT_EQ(sensors[1].activity_path, "/sys/class/hwmon/hwmon1/device/block/sda/stat");
  EXPECT_EQ(sensors[2].activity_path, "");
}

TEST(FindSensors, ReadsNoValue) {
  testing::FakeHostFiles machine({
      {"/sys/class/hwmon/hwmon0/name", "nvme\n"},
      {"/sys/class/hwmon/hwmon0/temp1_input", "35850\n"},
      {"/sys/class/thermal/thermal_zone0/type", "acpitz\n"},
      {"/sys/class/thermal/thermal_zone0/temp", "16800\n"},
  });
  find_sensors(machine);
  for (const std::string& path : machine.log) {
    EXPECT_FALSE(path.ends_with("_input") || path.ends_with("/temp")) << path;
  }
}

TEST(FindSensors, FindsNothingWhereThereIsNothing) {
  EXPECT_EQ(sensors_of({}), Lines{});
}

TEST(FindSensors, IsBounded) {
  testing::FakeHostFiles machine;
  for (int i = 0; i < 1000; ++i) {
    machine.files["/sys/class/hwmon/hwmon" + std::to_string(i) + "/temp1_input"] = "";
    machine.files["/sys/class/thermal/thermal_zone" + std::to_string(i) + "/temp"] = "";
  }
  EXPECT_EQ(find_sensors(machine).size(), 512);
}

}  // namespace
}  // namespace silicon::linux_platform
