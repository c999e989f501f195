#include "alerting/series/chunks/point.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace silicon::chunks {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(StaleMarker, IsANanOfItsOwn) {
  EXPECT_TRUE(std::isnan(stale_marker()));
  EXPECT_TRUE(is_stale(stale_marker()));
  EXPECT_EQ(std::bit_cast<std::uint64_t>(stale_marker()), 0x7ff0000000000002U);
  EXPECT_FALSE(is_stale(kNan));
  EXPECT_FALSE(is_stale(0));
}

TEST(Point, IsComparedBitForBit) {
  const core::Instant time{};
  EXPECT_EQ((Point{time, kNan}), (Point{time, kNan}));
  EXPECT_FALSE((Point{time, kNan}) == (Point{time, stale_marker()}));
  EXPECT_FALSE((Point{time, 0.0}) == (Point{time, -0.0}));
  EXPECT_FALSE((Point{time, 1}) == (Point{time + core::Duration(1), 1}));
}

}  // namespace
}  // namespace silicon::chunks
