#include "alerting/rules/restart/reach.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_groups.hpp"
#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using namespace std::chrono_literals;
using testing::alerting;
using testing::recording;

std::vector<Group> groups(std::vector<Rule> rules) {
  return {testing::group_of("g", std::move(rules), 10s)};
}

core::Duration reach(const std::string& expression, const std::vector<Group>& groups) {
  return reach_through(*alerting("A", expression).expression, recorded_reach(groups));
}

TEST(Reach, GoesThroughWhatIsRecorded) {
  const auto all = groups({recording("job:rate5m", "rate(x[5m])"),
                           recording("job:max", "max_over_time(job:rate5m[10m])")});
  EXPECT_EQ(reach("job:rate5m > 1", all), 5min);
  EXPECT_EQ(reach("job:max > 1", all), 15min);
  EXPECT_EQ(reach("rate(x[1m]) > 1 and job:rate5m > 1", all), 6min);
  EXPECT_EQ(reach("x > 1", all), 0min);
}

TEST(Reach, IsTheLongestOfSeveralRulesThatRecordOneMetric) {
  EXPECT_EQ(reach("r > 1", groups({recording("r", "rate(x[1m])"), recording("r", "rate(y[2m])")})),
            2min);
}

TEST(Reach, EndsWhereRulesRecordFromEachOther) {
  const auto circle = groups({recording("a", "rate(b[1m])"), recording("b", "rate(a[1m])")});
  EXPECT_GE(reach("a > 1", circle), 2min);
  EXPECT_LT(reach("a > 1", circle), 1h);
}

TEST(Reach, LooksFurtherBackBehindAnOffset) {
  auto all = groups({recording("r", "rate(x[1m])")});
  all[0].query_offset = 30s;
  EXPECT_EQ(reach("r > 1", all), 90s);
}

}  // namespace
}  // namespace silicon::rules
