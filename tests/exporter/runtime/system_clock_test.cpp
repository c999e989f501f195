#include "exporter/runtime/system_clock.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace silicon::runtime {
namespace {

TEST(SystemClock, TellsTheTimeOfDayAsTheSystemDoes) {
  const std::time_t before = std::time(nullptr);
  const double now = core::unix_seconds(SystemClock().now());
  const std::time_t after = std::time(nullptr);
  EXPECT_GE(now, static_cast<double>(before));
  EXPECT_LT(now, static_cast<double>(after) + 1);
}

TEST(SystemClock, NeverGoesBackwardsOnTheSteadySide) {
  const SystemClock clock;
  core::SteadyInstant last = clock.steady();
  for (int i = 0; i < 1000; ++i) {
    const core::SteadyInstant next = clock.steady();
    ASSERT_GE(next, last);
    last = next;
  }
}

}  // namespace
}  // namespace silicon::runtime
