#include "exporter/sources/rising_counter.hpp"

#include <gtest/gtest.h>

namespace silicon::sources {
namespace {

constexpr std::uint64_t k32Bits = std::uint64_t{1} << 32U;

TEST(RisingCounter, StartsAtTheKernelsValueAndFollowsIt) {
  RisingCounter counter;
  EXPECT_EQ(counter.total(), 0U);
  EXPECT_EQ(counter.follow(5000), 5000U);
  EXPECT_EQ(counter.total(), 5000U);
  EXPECT_EQ(counter.follow(5000), 5000U);
  EXPECT_EQ(counter.follow(5100), 5100U);
}

TEST(RisingCounter, CountsOnThroughAWrapAt32Bits) {
  RisingCounter counter;
  counter.follow(k32Bits - 100);
  EXPECT_EQ(counter.follow(50), k32Bits + 50);
  EXPECT_EQ(counter.follow(150), k32Bits + 150);
}

TEST(RisingCounter, WrapsAsOftenAsTheKernelDoes) {
  RisingCounter counter;
  const std::uint64_t step = std::uint64_t{1} << 29U;
  std::uint64_t truth = 0;
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(counter.follow(truth % k32Bits), truth);
    truth += step;
  }
}

TEST(RisingCounter, TakesAFallFromAboveThe32BitsForAReset) {
  RisingCounter counter;
  counter.follow(2 * k32Bits);
  counter.follow(2 * k32Bits + 10);
  EXPECT_EQ(counter.follow(7), 2 * k32Bits + 17);
}

TEST(RisingCounter, TakesAFallThatWouldBeTooLongAWrapForAReset) {
  RisingCounter counter;
  counter.follow(1000);
  EXPECT_EQ(counter.follow(10), 1010U);
  EXPECT_EQ(counter.follow(0), 1010U);
}

TEST(RisingCounter, WaitsWhileTheKernelHesitates) {
  RisingCounter counter;
  counter.follow(1000);
  EXPECT_EQ(counter.follow(990), 1000U);
  EXPECT_EQ(counter.follow(999), 1000U);
  EXPECT_EQ(counter.follow(1005), 1005U);
}

TEST(RisingCounter, IgnoresAKernelsMinusOne) {
  RisingCounter counter;
  counter.follow(10);
  EXPECT_EQ(counter.follow(std::uint64_t(-1)), 10U);
  EXPECT_EQ(counter.follow(12), 12U);
}

TEST(RisingCounter, NeverFallsWhateverTheKernelSays) {
  RisingCounter counter;
  std::uint64_t state = 1, last = 0;
  for (int i = 0; i < 100000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::uint64_t now = counter.follow((state >> 1U) >> (state % 63));
    ASSERT_GE(now, last);
    last = now;
  }
}

}  // namespace
}  // namespace silicon::sources
