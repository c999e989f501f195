#include "alerting/rules/restart/left_over.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_groups.hpp"
#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using namespace std::chrono_literals;
using testing::alerting;
using testing::at;
using testing::recording;
using Series = std::vector<core::Labels>;

class LeftOverTest : public ::testing::Test {
 protected:
  LeftOver find(const std::vector<Group>& groups) {
    std::vector<const Group*> pointers;
    for (const Group& group : groups) pointers.push_back(&group);
    return left_over(pointers, world_.store, at(0), at(300));
  }

  testing::RuleWorld world_{{}};
};

Rule labelled(Rule rule, core::Labels labels) {
  rule.labels = std::move(labels);
  return rule;
}

Group group(std::string name, std::vector<Rule> rules) {
  return testing::group_of(std::move(name), std::move(rules), 10s);
}

TEST_F(LeftOverTest, BelongsToTheGroupWhoseRuleWroteIt) {
  world_.feed(100, "ALERTS{alertname=\"High\", alertstate=\"firing\", severity=\"page\"}", 1);
  world_.feed(100, "job:rate{job=\"a\"}", 1);
  world_.feed(100, "scraped{job=\"a\"}", 1);
  const LeftOver found =
      find({group("one", {labelled(alerting("High", "x > 1"), {{"severity", "page"}})}),
            group("two", {recording("job:rate", "sum(x)")})});
  ASSERT_EQ(found.of_groups.size(), 2U);
  EXPECT_EQ(found.of_groups[0].at(0).get("__name__"), "ALERTS");
  EXPECT_EQ(found.of_groups[1], (Series{{{"__name__", "job:rate"}, {"job", "a"}}}));
  EXPECT_TRUE(found.of_nobody.empty());
}

TEST_F(LeftOverTest, HasNotEnded) {
  world_.feed(100, "ALERTS{alertname=\"High\"}", 1);
  world_.feed(110, "ALERTS{alertname=\"High\"}", series::stale_marker());
  EXPECT_TRUE(find({group("one", {alerting("High", "x > 1")})}).of_groups[0].empty());
}

TEST_F(LeftOverTest, TakesAnyLabelThatIsATemplate) {
  world_.feed(100, "ALERTS{alertname=\"High\", where=\"x\"}", 1);
  const auto rule = labelled(alerting("High", "x > 1"), {{"where", "{{ $labels.y }}"}});
  EXPECT_EQ(find({group("one", {rule})}).of_groups[0].size(), 1U);
  const auto other = labelled(alerting("High", "x > 1"), {{"where", "y"}});
  EXPECT_EQ(find({group("one", {other})}).of_nobody.size(), 1U);
}

TEST_F(LeftOverTest, IsNobodysWhereTheRuleIsGone) {
  world_.feed(100, "ALERTS{alertname=\"Gone\"}", 1);
  world_.feed(100, "job:gone", 1);  // as well a target's
  EXPECT_EQ(find({group("one", {})}).of_nobody,
            (Series{{{"__name__", "ALERTS"}, {"alertname", "Gone"}}}));
}

TEST_F(LeftOverTest, IsLeftAloneWhereTwoGroupsMayHaveWrittenIt) {
  world_.feed(100, "job:rate", 1);
  const LeftOver found = find({group("one", {recording("job:rate", "sum(x)")}),
                               group("two", {recording("job:rate", "sum(y)")})});
  EXPECT_TRUE(found.of_groups[0].empty());
  EXPECT_TRUE(found.of_groups[1].empty());
}

}  // namespace
}  // namespace silicon::rules
