#include "exporter/serve/sampling/cadence.hpp"

#include <gtest/gtest.h>

namespace silicon::serve {
namespace {

using namespace std::chrono_literals;

const core::SteadyInstant kOrigin{100s};

TEST(NextDue, IsTheGridPointAfterNow) {
  EXPECT_EQ(next_due(kOrigin, 1s, kOrigin + 300ms), kOrigin + 1s);
  EXPECT_EQ(next_due(kOrigin, 1s, kOrigin + 1700ms), kOrigin + 2s);
}

TEST(NextDue, OnAGridPointIsTheOneAfterIt) {
  EXPECT_EQ(next_due(kOrigin, 1s, kOrigin), kOrigin + 1s);
  EXPECT_EQ(next_due(kOrigin, 1s, kOrigin + 5s), kOrigin + 6s);
}

TEST(NextDue, DoesNotDriftWhenSamplesEndLate) {
  core::SteadyInstant now = kOrigin;
  for (int i = 1; i <= 1000; ++i) now = next_due(kOrigin, 1s, now) + 400ms;
  EXPECT_EQ(now, kOrigin + 1000s + 400ms);
}

TEST(NextDue, AfterALongPauseIsOnePointAndNotABurst) {
  const core::SteadyInstant woken = kOrigin + 8h + 250ms;
  EXPECT_EQ(next_due(kOrigin, 5s, woken), kOrigin + 8h + 5s);
}

}  // namespace
}  // namespace silicon::serve
