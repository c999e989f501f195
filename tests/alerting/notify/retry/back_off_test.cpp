#include "alerting/notify/retry/back_off.hpp"

#include <gtest/gtest.h>

#include <set>

namespace silicon::notify {
namespace {

using namespace std::chrono_literals;

TEST(BackOff, GrowsByHalfUpToAMinute) {
  double middle = 500;
  for (std::uint32_t failures = 1; failures <= 30; ++failures) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const auto wait = static_cast<double>(back_off(failures, seed).count());
      EXPECT_GE(wait, middle * 0.5 - 1) << failures;
      EXPECT_LE(wait, std::min(middle * 1.5, 60'000.0)) << failures;
    }
    middle = std::min(middle * 1.5, 60'000.0);
  }
}

TEST(BackOff, IsTheSameForTheSameSeed) {
  EXPECT_EQ(back_off(3, 42), back_off(3, 42));
}

TEST(BackOff, KeepsSendersApart) {
  std::set<core::Duration> waits;
  for (std::uint64_t seed = 0; seed < 100; ++seed) waits.insert(back_off(8, seed));
  EXPECT_GT(waits.size(), 90U);
}

TEST(BackOff, BearsAnyCount) {
  EXPECT_GT(back_off(0, 1), 0ms);
  EXPECT_LE(back_off(4'000'000'000U, 1), 60s);
}

}  // namespace
}  // namespace silicon::notify
