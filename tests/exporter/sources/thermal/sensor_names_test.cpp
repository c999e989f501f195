#include "exporter/sources/thermal/sensor_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace silicon::thermal {
namespace {

using Names = std::vector<std::string>;

TEST(SensorNames, StayShortWhereTheyAreAlone) {
  EXPECT_EQ(unique_names(
                {{"coretemp Core 0", "coretemp.0", "temp2"}, {"nvme Composite", "nvme0", "temp1"}}),
            (Names{"coretemp Core 0", "nvme Composite"}));
}

TEST(SensorNames, CarryTheDeviceWhereTwoSocketsHaveTheSameCore) {
  EXPECT_EQ(
      unique_names({{"coretemp Core 0", "coretemp.0", "temp2"},
                    {"coretemp Core 0", "coretemp.1", "temp2"},
                    {"coretemp Core 9", "coretemp.1", "temp3"}}),
      (Names{"coretemp Core 0 (coretemp.0)", "coretemp Core 0 (coretemp.1)", "coretemp Core 9"}));
}

TEST(SensorNames, CarryTheInputWhereAChipRepeatsItsOwnLabels) {
  EXPECT_EQ(unique_names(
                {{"hwmon4 foosensor", "hwmon4", "temp1"}, {"hwmon4 foosensor", "hwmon4", "temp2"}}),
            (Names{"hwmon4 foosensor (hwmon4 temp1)", "hwmon4 foosensor (hwmon4 temp2)"}));
}

TEST(SensorNames, AreNumberedWhereNothingElseTellsThemApart) {
  EXPECT_EQ(unique_names({{"gas gauge battery", "", ""},
                          {"gas gauge battery", "", ""},
                          {"gas gauge battery #1", "", ""}}),
            (Names{"gas gauge battery #2", "gas gauge battery #3", "gas gauge battery #1"}));
}

TEST(SensorNames, DoNotDependOnTheOrderInWhichDriversWereLoaded) {
  std::vector<NameChoices> choices = {{"nvme Composite", "nvme0", "temp1"},
                                      {"nvme Composite", "nvme1", "temp1"},
                                      {"nvme Sensor 1", "nvme1", "temp2"}};
  const Names forward = unique_names(choices);
  std::reverse(choices.begin(), choices.end());
  Names backward = unique_names(choices);
  std::reverse(backward.begin(), backward.end());
  EXPECT_EQ(forward, backward);
}

TEST(SensorNames, AreUniqueWhateverTheInput) {
  std::vector<NameChoices> choices;
  for (int i = 0; i < 4; ++i) {
    for (const char* plain : {"a", "a (d)", "a (d i)", "a (d i) #1", ""}) {
      choices.push_back({plain, "d", "i"});
    }
  }
  const Names names = unique_names(choices);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), choices.size());
}

}  // namespace
}  // namespace silicon::thermal
