#include "exporter/runtime/system_clock.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace silicon::runtime {
namespace {

// Not std::time(): that reads a coarser clock, which lags by up to a scheduler tick.
double system_unix_seconds() {
  std::timespec time{};
  std::timespec_get(&time, TIME_UTC);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

TEST(SystemClock, TellsTheTimeOfDayAsTheSystemDoes) {
  const double before = system_unix_seconds();
  const double now = core::unix_seconds(SystemClock().now());
  const double after = system_unix_seconds();
  EXPECT_GT(now, before - 0.001);  // the clock tells whole milliseconds
  EXPECT_LE(now, after);
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
