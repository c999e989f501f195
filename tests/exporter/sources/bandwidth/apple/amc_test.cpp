#include "exporter/sources/bandwidth/apple/amc.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/channels.hpp"

namespace silicon::bandwidth {
namespace {

apple::Channel counter(std::string name, std::int64_t bytes) {
  return testing::simple_channel("AMC Stats", "Perf Counters", std::move(name), "B", bytes);
}

double bytes(const AmcTraffic& traffic, const char* agent, const char* direction) {
  const auto found = traffic.bytes.find({agent, direction});
  return found == traffic.bytes.end() ? -1 : found->second;
}

// One project published 331 GB/s on a bus of 200 by adding the controllers' total to the agents'.
TEST(AmcTraffic, DoesNotAddTheTotalToItsParts) {
  const AmcTraffic traffic =
      amc_traffic({counter("DCS RD", 100), counter("DCS WR", 40), counter("GFX DCS RD", 60),
                   counter("PCPU0 DCS RD", 30), counter("PCPU0 DCS WR", 20)});
  EXPECT_EQ(bytes(traffic, "", "read"), 100);
  EXPECT_EQ(bytes(traffic, "", "write"), 40);
  EXPECT_EQ(bytes(traffic, "", "all"), 140);
  EXPECT_EQ(bytes(traffic, "GFX", "read"), 60);
  EXPECT_EQ(bytes(traffic, "GFX", "all"), -1);
  EXPECT_EQ(bytes(traffic, "PCPU0", "all"), 50);
}

TEST(AmcTraffic, AddsAgentsUpWhereNobodyElseDoes) {
  const AmcTraffic traffic = amc_traffic(
      {counter("GFX DCS RD", 60), counter("ANE DCS RD", 5), counter("STRM CODEC DCS WR", 7)});
  EXPECT_EQ(bytes(traffic, "", "read"), 65);
  EXPECT_EQ(bytes(traffic, "STRM CODEC", "write"), 7);
  EXPECT_EQ(bytes(traffic, "", "all"), 72);
}

TEST(AmcTraffic, LeavesTheFabricsSideOut) {
  EXPECT_TRUE(amc_traffic({counter("GFX AF RD", 60), counter("AF RD", 5), counter("DCS BUSY", 9),
                           counter("GFX RD", 1)})
                  .bytes.empty());
}

}  // namespace
}  // namespace silicon::bandwidth
