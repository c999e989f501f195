// Traffic of known size: what calibrations with known bytes and real histograms say must come out
// of the meter, whichever of its two origins it has.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/bandwidth/apple/histogram.hpp"
#include "exporter/sources/bandwidth/apple/meter.hpp"
#include "tests/support/apple/channels.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/recorded_tables.hpp"

namespace silicon::bandwidth {
namespace {

// What the meter says of `channels` after `seconds`, counters having begun at 0.
core::Families after(double seconds, const std::vector<apple::Channel>& channels) {
  AppleMeter meter(std::nullopt);
  meter.update(testing::sample_at(100, testing::zeroed(channels)), std::nullopt);
  meter.update(testing::sample_at(100 + seconds, channels), seconds);
  return meter.families();
}

double bandwidth_of(const core::Families& families, const std::string& direction,
                    const std::string& source) {
  return testing::value_of(families, "silicon_memory_bandwidth_bytes_per_second{direction=\"" +
                                         direction + "\",source=\"" + source + "\"}")
      .value_or(-1);
}

apple::Channel bytes(const std::string& name, double count) {
  return testing::simple_channel("AMC Stats", "Perf Counters", name, "",
                                 static_cast<std::int64_t>(count));
}

// Levels of `step` GB/s, 32 of them, of which these were seen so often.
apple::Channel histogram(const std::string& name, int step, const std::map<int, int>& seen) {
  testing::States states;
  for (int i = 1; i <= 32; ++i) {
    std::string edge = std::to_string(i * step);
    edge.insert(0, edge.size() < 4 ? 4 - edge.size() : 0, ' ');
    const auto found = seen.find(i * step);
    states.emplace_back(edge + "GB/s", found == seen.end() ? 0 : found->second);
  }
  return testing::state_channel("PMP", "DCS BW", name, states);
}

TEST(KnownBytes, GiveTheKnownBandwidth) {
  const core::Families families =
      after(2, {bytes("PCPU0 DCS RD", 80e9), bytes("ECPU DCS RD", 1.6e9), bytes("GFX DCS RD", 40e9),
                bytes("DCS RD", 121.6e9), bytes("DCS WR", 8e9)});
  EXPECT_EQ(bandwidth_of(families, "read", "amc"), 60.8e9);
  EXPECT_EQ(bandwidth_of(families, "write", "amc"), 4e9);
  EXPECT_EQ(bandwidth_of(families, "all", "amc"), 64.8e9);
}

// Counters read 60.9 where 60.8 GB/s were moved, and 161.4 where it was 162.2.
TEST(KnownBytes, GiveTheKnownBandwidthOfACalibration) {
  const auto file =
      testing::recorded_apple_data("histograms/bandwidth-calibration-m2pro-m3pro.tsv");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no calibration at " << file;
  int checked = 0;
  for (const auto& row : testing::table_of(file)) {
    if (row.size() < 6 || row[0] != "amc") continue;
    const double delivered = core::parse_double(row[3]).value_or(0) * 1e9;
    const double counted = core::parse_double(row[5]).value_or(0) * 1e9;
    const core::Families families = after(1, {bytes("GFX DCS RD", counted)});
    EXPECT_NEAR(bandwidth_of(families, "read", "amc"), delivered, delivered * 0.01) << row[2];
    ++checked;
  }
  EXPECT_EQ(checked, 2);
}

// A real M4 Max: 319 of 401 windows of the GPU in the first level, 21 beyond the last edge.
TEST(RealHistograms, OfAnM4MaxAreMeansOfLevels) {
  const apple::Channel gpu = histogram("AGX RD+WR", 1,
                                       {{1, 319},
                                        {2, 16},
                                        {3, 4},
                                        {7, 1},
                                        {11, 1},
                                        {16, 2},
                                        {18, 3},
                                        {19, 1},
                                        {20, 2},
                                        {21, 3},
                                        {22, 2},
                                        {26, 1},
                                        {29, 2},
                                        {30, 1},
                                        {32, 21}});
  const auto level = level_of(gpu);
  ASSERT_TRUE(level);
  EXPECT_TRUE(level->saturated);
  EXPECT_NEAR(level->weighted / level->ticks, 3.2e9, 0.2e9);
}

// Idle: 4351 of 4396 windows below 32 GB/s. By edges that would be more than 32, by middles 16.
TEST(RealHistograms, OfAnIdleM4MaxSayTheMiddleOfTheLowestLevel) {
  const core::Families families = after(1, {histogram("AMCC RD+WR", 32, {{32, 4351}, {64, 45}})});
  EXPECT_NEAR(bandwidth_of(families, "all", "pmp_histogram"), 16.3e9, 0.1e9);
}

// A paced reader's bytes, seen by an agent whose levels are 1 GB/s wide.
TEST(RealHistograms, GiveBackAPacedRate) {
  const core::Families families = after(1, {histogram("PACC0 RD+WR", 1, {{12, 500}, {13, 500}}),
                                            histogram("AMCC RD+WR", 32, {{32, 1000}})});
  const auto moved = testing::value_of(
      families,
      R"(silicon_memory_agent_transferred_bytes_total{agent="PACC0",direction="all",source="pmp_histogram"})");
  EXPECT_EQ(moved, 12e9);
}

}  // namespace
}  // namespace silicon::bandwidth
