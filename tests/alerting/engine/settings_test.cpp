#include "alerting/engine/settings.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_groups.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;

TEST(ReachOf, IsTheLongestRangeAndTheLookback) {
  EXPECT_EQ(reach_of({}, {}), 5min);
  rules::Group group = testing::group_of(
      "g", {testing::alerting("A", "rate(a[10m]) > 1"), testing::recording("b:c", "a")});
  EXPECT_EQ(reach_of({group}, {}), 15min);
  group.query_offset = 1min;
  EXPECT_EQ(reach_of({group}, {}), 16min);
}

}  // namespace
}  // namespace silicon::engine
