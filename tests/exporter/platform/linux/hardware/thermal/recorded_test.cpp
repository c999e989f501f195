// The sensors of recorded machines, checked against what node_exporter makes of the same files.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_tree.hpp"

namespace silicon::linux_platform {
namespace {

using Lines = std::vector<std::string>;

const std::vector<std::string> kSensors = {"sys/class/hwmon", "sys/class/thermal",
                                           "sys/devices/platform", "sys/devices/virtual"};

core::Families sample(const testing::RecordedTree& tree) {
  testing::ManualClock clock;
  const std::string root = tree.root();
  auto source = thermal_source([&] { return std::make_unique<DiskFiles>(root); }, clock).open();
  EXPECT_TRUE(source.ok());
  if (!source) return {};
  return source.value()->sample({clock.steady(), clock.now()}).value_or({});
}

std::vector<double> values(const core::Families& families, std::string_view name) {
  std::vector<double> result;
  for (const core::Family& family : families) {
    if (family.name != name) continue;
    for (const core::Sample& sample : family.samples) result.push_back(sample.value);
  }
  std::sort(result.begin(), result.end());
  return result;
}

// The values of all series of one name in node_exporter's page.
std::vector<double> expected(const testing::RecordedTree& tree, const std::string& name) {
  std::ifstream page(tree.recording() + "/expected-node_exporter-metrics.txt");
  std::vector<double> result;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with(name + "{")) continue;
    result.push_back(core::parse_double(core::trimmed(line.substr(line.rfind(' ')))).value());
  }
  std::sort(result.begin(), result.end());
  return result;
}

TEST(RecordedSensors, AgreeWithNodeExporter) {
  const testing::RecordedTree tree("linux/node_exporter-fixtures", kSensors);
  if (!tree.exists()) GTEST_SKIP() << "no recorded machine at " << tree.recording();
  const core::Families families = sample(tree);

  std::vector<double> temperatures = expected(tree, "node_hwmon_temp_celsius");
  const std::vector<double> zones = expected(tree, "node_thermal_zone_temp");
  temperatures.insert(temperatures.end(), zones.begin(), zones.end());
  std::sort(temperatures.begin(), temperatures.end());
  ASSERT_FALSE(temperatures.empty());
  EXPECT_EQ(values(families, "silicon_temperature_celsius"), temperatures);
  EXPECT_EQ(values(families, "silicon_fan_speed_rpm"), expected(tree, "node_hwmon_fan_rpm"));
  EXPECT_EQ(values(families, "silicon_fan_speed_max_rpm"),
            expected(tree, "node_hwmon_fan_max_rpm"));
}

TEST(RecordedSensors, HaveNamesThatAPersonRecognises) {
  const testing::RecordedTree tree("linux/node_exporter-fixtures", kSensors);
  if (!tree.exists()) GTEST_SKIP() << "no recorded machine at " << tree.recording();
  const core::Families families = sample(tree);
  const auto celsius = [&](const std::string& component, const std::string& sensor) {
    return testing::value_of(families, "silicon_temperature_celsius{component=\"" + component +
                                           "\",sensor=\"" + sensor + "\"}");
  };
  EXPECT_EQ(celsius("cpu", "coretemp Core 3 (coretemp.1)"), 50);
  EXPECT_EQ(celsius("network", "mt7996_phy0_1 temp1"), 56);
  EXPECT_EQ(celsius("unknown", "hwmon4 foosensor (hwmon4 temp2)"), 54);
  EXPECT_EQ(testing::value_of(families, R"(silicon_fan_speed_rpm{fan="applesmc Right side"})"),
            1998);
}

TEST(RecordedSensors, KeepAFrostyZone) {
  const testing::RecordedTree tree("linux/procfs-fixtures", kSensors);
  if (!tree.exists()) GTEST_SKIP() << "no recorded machine at " << tree.recording();
  EXPECT_EQ(
      testing::lines(sample(tree)),
      (Lines{R"(silicon_temperature_celsius{component="soc",sensor="bcm2835_thermal"} 49.925)",
             R"(silicon_temperature_celsius{component="board",sensor="acpitz"} -44)"}));
}

}  // namespace
}  // namespace silicon::linux_platform
