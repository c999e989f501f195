#include "exporter/sources/energy/families.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::energy {
namespace {

using Lines = std::vector<std::string>;

TEST(EnergyFamilies, CountJoulesByRailAndShowWattsWithWhoMeasuredThem) {
  const core::Family joules = energy_family({{"package", 12.5}, {"dram", 0}});
  EXPECT_EQ(joules.type, core::MetricType::counter);
  EXPECT_EQ(testing::lines(joules), (Lines{R"(silicon_energy_joules_total{rail="package"} 12.5)",
                                           R"(silicon_energy_joules_total{rail="dram"} 0)"}));
  const core::Family watts = power_family({{"package", "rapl", 28.25}, {"gpu", "nvml", 70}});
  EXPECT_EQ(watts.type, core::MetricType::gauge);
  EXPECT_EQ(testing::lines(watts),
            (Lines{R"(silicon_power_watts{rail="package",source="rapl"} 28.25)",
                   R"(silicon_power_watts{rail="gpu",source="nvml"} 70)"}));
}

TEST(PowerSamples, CountEachSampleOfEachRail) {
  PowerSamples samples;
  for (const double watts : {4.0, 28.0, 29.0, 1500.0}) samples.observe("package", watts);
  samples.observe("dram", 2);
  const core::Families families = {samples.family()};
  EXPECT_EQ(families.front().type, core::MetricType::histogram);
  const auto value = [&](const char* series) { return testing::value_of(families, series); };
  EXPECT_EQ(value(R"(silicon_power_sample_watts_bucket{le="5.0",rail="package"})"), 1);
  EXPECT_EQ(value(R"(silicon_power_sample_watts_bucket{le="30.0",rail="package"})"), 3);
  EXPECT_EQ(value(R"(silicon_power_sample_watts_bucket{le="+Inf",rail="package"})"), 4);
  EXPECT_EQ(value(R"(silicon_power_sample_watts_sum{rail="package"})"), 1561);
  EXPECT_EQ(value(R"(silicon_power_sample_watts_count{rail="dram"})"), 1);
}

TEST(PowerSamples, AreEmptyBeforeTheFirst) {
  EXPECT_TRUE(PowerSamples().family().samples.empty());
}

}  // namespace
}  // namespace silicon::energy
