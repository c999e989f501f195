#include "exporter/platform/engine/statistics.hpp"

#include <gtest/gtest.h>

namespace silicon::engine_platform {
namespace {

using namespace std::chrono_literals;

constexpr core::SteadyInstant kNow{1000s};

containers::ContainerReading reading(const std::string& id, std::uint64_t threads) {
  containers::ContainerReading result;
  result.id = id;
  result.threads = threads;
  return result;
}

std::vector<containers::ContainerReading> all(const Statistics& statistics,
                                              core::SteadyInstant now = kNow) {
  std::vector<containers::ContainerReading> readings;
  statistics.append_to(readings, now);
  return readings;
}

TEST(Statistics, AreTheNewestOfEachContainer) {
  Statistics statistics;
  statistics.put(reading("b", 1), kNow);
  statistics.put(reading("a", 2), kNow);
  statistics.put(reading("b", 3), kNow);
  const auto readings = all(statistics);
  ASSERT_EQ(readings.size(), 2U);
  EXPECT_EQ(readings[0].id, "a");
  EXPECT_EQ(readings[1].threads, 3U);
}

TEST(Statistics, GoWithTheirContainerOrWithTheirAge) {
  Statistics statistics;
  statistics.put(reading("a", 1), kNow);
  statistics.put(reading("b", 1), kNow + 5s);
  EXPECT_EQ(all(statistics, kNow + 11s).size(), 1U);
  statistics.erase("b");
  statistics.erase("c");
  EXPECT_TRUE(all(statistics, kNow + 11s).empty());
  statistics.clear();
  EXPECT_TRUE(all(statistics).empty());
}

}  // namespace
}  // namespace silicon::engine_platform
