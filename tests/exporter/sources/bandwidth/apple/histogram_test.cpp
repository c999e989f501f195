#include "exporter/sources/bandwidth/apple/histogram.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/channels.hpp"

namespace silicon::bandwidth {
namespace {

using testing::States;

apple::Channel histogram(const States& states) {
  return testing::state_channel("PMP", "DCS BW", "AMCC RD+WR", states);
}

TEST(TrafficName, IsAnAgentAndADirection) {
  EXPECT_EQ(parse_traffic_name("EACC0 RD+WR")->agent, "EACC0");
  EXPECT_EQ(parse_traffic_name("EACC0 RD+WR")->direction, "all");
  EXPECT_EQ(parse_traffic_name("STRM CODEC WR")->agent, "STRM CODEC");
  EXPECT_EQ(parse_traffic_name("AGX RD")->direction, "read");
  EXPECT_EQ(parse_traffic_name(" AGX WR ")->direction, "write");
  for (const char* aggregate : {"AMCC RD+WR", "RD+WR", "AMCC0 RD+WR", "AMCC1 RD+WR"}) {
    ASSERT_TRUE(parse_traffic_name(aggregate)) << aggregate;
    EXPECT_EQ(parse_traffic_name(aggregate)->agent, "") << aggregate;
  }
  for (const char* other : {"", "AGX", "AGXRD", "AGX RW", "AGX RD+", "\xff RD"}) {
    EXPECT_FALSE(parse_traffic_name(other)) << other;
  }
}

TEST(Edge, IsPaddedAndInGigabytesOfTen) {
  EXPECT_EQ(parse_edge("   1GB/s"), 1e9);
  EXPECT_EQ(parse_edge("1024GB/s"), 1024e9);
  EXPECT_EQ(parse_edge(" 0.5 GB/s "), 0.5e9);
  for (const char* other :
       {"", "GB/s", "32", "32MB/s", "-1GB/s", "0GB/s", "NaNGB/s", "InfGB/s", "1e300GB/s", "VMIN"}) {
    EXPECT_FALSE(parse_edge(other)) << other;
  }
}

TEST(Level, IsTheMiddleOfEachBucketWeighedByItsTime) {
  const auto idle = level_of(histogram({{"  32GB/s", 4351}, {"  64GB/s", 0}, {"1024GB/s", 0}}));
  ASSERT_TRUE(idle);
  EXPECT_EQ(idle->weighted / idle->ticks, 16e9);  // by edges it would be 32
  EXPECT_EQ(idle->resolution, 32e9);
  EXPECT_FALSE(idle->saturated);
  const auto mixed = level_of(histogram({{"  32GB/s", 1}, {"  64GB/s", 3}, {" 128GB/s", 0}}));
  EXPECT_EQ(mixed->weighted / mixed->ticks, (16e9 + 3 * 48e9) / 4);
}

TEST(Level, IsSaturatedWhereTheLastBucketWasReached) {
  EXPECT_TRUE(level_of(histogram({{"1GB/s", 5}, {"2GB/s", 1}}))->saturated);
}

TEST(Level, IsNothingWhereNobodyWatched) {
  EXPECT_FALSE(level_of(histogram({{"1GB/s", 0}, {"2GB/s", 0}})));
  EXPECT_FALSE(level_of(histogram({})));
}

TEST(Level, IsNothingWhereEdgesAreNoEdges) {
  EXPECT_FALSE(level_of(histogram({{"2GB/s", 1}, {"1GB/s", 1}})));
  EXPECT_FALSE(level_of(histogram({{"1GB/s", 1}, {"1GB/s", 1}})));
  EXPECT_FALSE(level_of(histogram({{"1GB/s", 1}, {"F1", 1}})));
  EXPECT_FALSE(level_of(histogram({{"1GB/s", -1}, {"2GB/s", 5}})));
}

}  // namespace
}  // namespace silicon::bandwidth
