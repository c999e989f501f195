#include "exporter/sources/cpu/apple/wide_ticks.hpp"

#include <gtest/gtest.h>

#include "exporter/sources/cpu/usage.hpp"

namespace silicon::cpu {
namespace {

std::uint64_t ticks_of(const CpuTicks& ticks, Mode mode) {
  return ticks.ticks[static_cast<std::size_t>(mode)].value_or(999);
}

TEST(WideTicks, TakeIdleForTheThirdAndKnowNoNice) {
  WideTicks wide;
  const auto ticks = wide.follow({{10, 20, 30, 0}, {1, 2, 3, 0}});
  ASSERT_EQ(ticks.size(), 2U);
  EXPECT_EQ(ticks_of(ticks[0], Mode::user), 10U);
  EXPECT_EQ(ticks_of(ticks[0], Mode::system), 20U);
  EXPECT_EQ(ticks_of(ticks[0], Mode::idle), 30U);
  EXPECT_FALSE(ticks[0].ticks[static_cast<std::size_t>(Mode::nice)]);
  EXPECT_FALSE(ticks[0].ticks[static_cast<std::size_t>(Mode::iowait)]);
  EXPECT_EQ(ticks[1].cpu, 1U);
}

TEST(WideTicks, GoOnWhere32BitsEnd) {
  WideTicks wide;
  wide.follow({{0, 0, 4294967290U, 0}});
  EXPECT_EQ(ticks_of(wide.follow({{0, 0, 94, 0}})[0], Mode::idle), 4294967296U + 94);
  EXPECT_EQ(ticks_of(wide.follow({{0, 0, 95, 0}})[0], Mode::idle), 4294967296U + 95);
}

TEST(WideTicks, DoNotTakeANewBeginningForAWrap) {
  WideTicks wide;
  wide.follow({{100000, 0, 5000000, 0}});
  EXPECT_EQ(ticks_of(wide.follow({{50, 0, 90, 0}})[0], Mode::idle), 90U);
}

TEST(WideTicks, MakeUtilizationOverAWrap) {
  WideTicks wide;
  Usage usage(kMachTicksPerSecond);
  usage.update(wide.follow({{4294967286U, 0, 4294967286U, 0}}));
  usage.update(wide.follow({{15, 0, 65, 0}}));
  EXPECT_DOUBLE_EQ(usage.utilization(0).value_or(0), 0.25);
}

}  // namespace
}  // namespace silicon::cpu
