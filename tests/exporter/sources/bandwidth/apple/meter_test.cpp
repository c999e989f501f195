#include "exporter/sources/bandwidth/apple/meter.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/channels.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::bandwidth {
namespace {

using testing::sample_at;
using testing::States;

apple::Channel histogram(std::string name, const States& states, std::string group = "PMP") {
  return testing::state_channel(std::move(group), "DCS BW", std::move(name), states);
}

// What a meter shows after so many seconds in which these channels rose from 0 to where they are.
core::Families measured(std::vector<apple::Channel> after, double seconds,
                        std::optional<double> peak = std::nullopt) {
  AppleMeter meter(peak);
  meter.update(sample_at(100, testing::zeroed(after)), std::nullopt);
  meter.update(sample_at(100 + seconds, std::move(after)), seconds);
  return meter.families();
}

TEST(AppleBandwidth, CountsBytesFromLevels) {
  const auto families = measured(
      {histogram("AMCC RD+WR", {{"  32GB/s", 500}, {"  64GB/s", 500}, {"  96GB/s", 0}})}, 2, 546e9);
  EXPECT_EQ(
      testing::lines(families),
      (std::vector<std::string>{
          R"(silicon_memory_transferred_bytes_total{direction="all",source="pmp_histogram"} 64000000000)",
          R"(silicon_memory_bandwidth_bytes_per_second{direction="all",source="pmp_histogram"} 32000000000)",
          R"(silicon_memory_bandwidth_peak_bytes_per_second{source="specification"} 546000000000)",
          R"(silicon_memory_bandwidth_resolution_bytes_per_second{source="pmp_histogram"} 32000000000)",
          R"(silicon_memory_bandwidth_saturated{source="pmp_histogram"} 0)"}));
  EXPECT_EQ(testing::value_of(families, "silicon_memory_bandwidth_sample_ratio_count"), 1);
}

// Calibrated on an M3 Pro: a GPU that works in bursts reads 11 GB/s by its own ticks, and moves 5.
TEST(AppleBandwidth, AveragesAnAgentOverTheAggregatesTicks) {
  const auto families = measured({histogram("RD+WR", {{"   2GB/s", 0}, {"  16GB/s", 1000}}),
                                  histogram("AGX RD+WR", {{"10GB/s", 0}, {"12GB/s", 450}})},
                                 1);
  EXPECT_EQ(testing::value_of(families,
                              "silicon_memory_agent_transferred_bytes_total{agent=\"AGX\","
                              "direction=\"all\",source=\"pmp_histogram\"}"),
            450 * 11e9 / 1000);
}

TEST(AppleBandwidth, AddsDiesUp) {
  const auto families = measured({histogram("AMCC RD+WR", {{"32GB/s", 10}, {"64GB/s", 0}}, "PMP0"),
                                  histogram("AMCC RD+WR", {{"32GB/s", 0}, {"64GB/s", 20}}, "PMP1")},
                                 1);
  EXPECT_EQ(testing::value_of(families,
                              "silicon_memory_bandwidth_bytes_per_second{direction=\"all\","
                              "source=\"pmp_histogram\"}"),
            (16 + 48) * 1e9);
}

TEST(AppleBandwidth, SaysWhereItIsALowerBound) {
  const auto families = measured({histogram("AMCC RD+WR", {{"32GB/s", 10}, {"64GB/s", 0}}),
                                  histogram("PACC0 RD+WR", {{"31GB/s", 0}, {"32GB/s", 10}})},
                                 1);
  EXPECT_EQ(testing::value_of(families,
                              "silicon_memory_bandwidth_saturated{agent=\"PACC0\","
                              "source=\"pmp_histogram\"}"),
            1);
  EXPECT_EQ(
      testing::value_of(families, "silicon_memory_bandwidth_saturated{source=\"pmp_histogram\"}"),
      0);
}

TEST(AppleBandwidth, PrefersCountersWhereTheyCome) {
  const auto amc = [](std::string name, std::int64_t bytes) {
    return testing::simple_channel("AMC Stats", "Perf Counters", std::move(name), "B", bytes);
  };
  const auto families = measured({histogram("AMCC RD+WR", {{"32GB/s", 10}, {"64GB/s", 0}}),
                                  amc("DCS RD", 60'800'000'000), amc("DCS WR", 2'000'000'000)},
                                 1);
  EXPECT_EQ(
      testing::value_of(
          families, "silicon_memory_transferred_bytes_total{direction=\"read\",source=\"amc\"}"),
      60.8e9);
  EXPECT_FALSE(testing::has_family(families, "silicon_memory_bandwidth_saturated"));
}

TEST(AppleBandwidth, IsAbsentWhereTheHistogramStandsStill) {
  EXPECT_TRUE(measured({histogram("AMCC RD+WR", {{"32GB/s", 0}, {"64GB/s", 0}})}, 1).empty());
  EXPECT_TRUE(measured({}, 1).empty());
}

TEST(AppleBandwidth, KeepsItsCounterOverAGap) {
  AppleMeter meter(std::nullopt);
  const auto at = [](std::int64_t ticks) {
    return std::vector<apple::Channel>{histogram("AMCC RD+WR", {{"32GB/s", ticks}, {"64GB/s", 0}})};
  };
  const auto total = [&] {
    return testing::value_of(
        meter.families(),
        "silicon_memory_transferred_bytes_total{direction=\"all\",source=\"pmp_histogram\"}");
  };
  meter.update(sample_at(100, at(1000)), std::nullopt);
  meter.update(sample_at(101, at(2000)), 1);
  EXPECT_EQ(total(), 16e9);
  meter.update(sample_at(5000, at(2500)), std::nullopt);  // slept
  EXPECT_EQ(total(), 16e9);
  EXPECT_FALSE(testing::has_family(meter.families(), "silicon_memory_bandwidth_bytes_per_second"));
  meter.update(sample_at(5001, at(3500)), 1);
  EXPECT_EQ(total(), 32e9);
}

TEST(WantedHistograms, AreAllDirectionsOfTheWholeAndTheSumOfAgents) {
  EXPECT_TRUE(is_wanted_histogram("AMCC RD"));
  EXPECT_TRUE(is_wanted_histogram("AGX RD+WR"));
  EXPECT_FALSE(is_wanted_histogram("AGX RD"));
  EXPECT_FALSE(is_wanted_histogram("whatever"));
}

}  // namespace
}  // namespace silicon::bandwidth
