#include "exporter/sources/bandwidth/families.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::bandwidth {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

const core::SteadyInstant kStart{1000s};

TEST(BandwidthFamilies, SayDirectionAndWhoCounted) {
  EXPECT_EQ(
      testing::lines(
          families({{"read", "uncore_imc", 6.4e9, 1.5e9}, {"all", "resctrl_mbm", 0, {}}})),
      (Lines{
          R"(silicon_memory_transferred_bytes_total{direction="read",source="uncore_imc"} 6400000000)",
          R"(silicon_memory_transferred_bytes_total{direction="all",source="resctrl_mbm"} 0)",
          R"(silicon_memory_bandwidth_bytes_per_second{direction="read",source="uncore_imc"} 1500000000)"}));
}

TEST(BandwidthFamilies, LeaveOutWhatHasNoSample) {
  const core::Families only_rate = families({{"read", "amdgpu_gpu_metrics", {}, 2e9}});
  ASSERT_EQ(only_rate.size(), 1);
  EXPECT_EQ(only_rate.front().name, "silicon_memory_bandwidth_bytes_per_second");
  EXPECT_TRUE(families({}).empty());
}

TEST(BandwidthFamilies, HaveACounterAndAGauge) {
  const core::Families both = families({{"all", "x", 1, 1}});
  EXPECT_EQ(both.at(0).type, core::MetricType::counter);
  EXPECT_EQ(both.at(1).type, core::MetricType::gauge);
}

TEST(Rate, IsWhatChangedPerSecond) {
  Rate rate;
  EXPECT_EQ(rate.update(100, kStart), std::nullopt);
  EXPECT_EQ(rate.update(300, kStart + 2s), 100);
  EXPECT_EQ(rate.update(300, kStart + 3s), 0);
}

TEST(Rate, IsUnknownAcrossAnIncompleteReading) {
  Rate rate;
  rate.update(100, kStart);
  EXPECT_EQ(rate.update(150, kStart + 1s, false), std::nullopt);
  EXPECT_EQ(rate.update(400, kStart + 2s), std::nullopt) << "it may hold traffic of two intervals";
  EXPECT_EQ(rate.update(500, kStart + 3s), 100);
}

TEST(Rate, WaitsForTimeToPass) {
  Rate rate;
  rate.update(100, kStart);
  EXPECT_EQ(rate.update(200, kStart), std::nullopt);
}

}  // namespace
}  // namespace silicon::bandwidth
