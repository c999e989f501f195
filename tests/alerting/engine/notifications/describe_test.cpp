#include "alerting/engine/notifications/describe.hpp"

#include <gtest/gtest.h>

#include "alerting/series/store.hpp"
#include "tests/support/alerting/rule_groups.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;

const core::Instant kNow(1'700'000'000s);

class DescribeTest : public ::testing::Test {
 protected:
  DescribeTest() {
    GroupSet::Member member;
    member.group = testing::group_of("g", {testing::alerting("High", "load > 5", 0s)}, 10s);
    groups_.push_back(std::move(member));
  }

  notify::Item item(core::Labels labels) const {
    notify::Item out;
    out.notice.origin = alert::make_origin(rules::identity_of(groups_[0].group, 0), "");
    out.notice.labels = std::move(labels);
    return out;
  }

  notify::Item described(notify::Item one) const {
    std::vector<notify::Item> items{std::move(one)};
    Describer(groups_, store_, {}, kNow).describe(items);
    return items[0];
  }

  void put(const std::string& instance, double value) {
    const rules::Sample sample{core::Labels({{"__name__", "load"}, {"instance", instance}}),
                               {kNow - kTrendReach, value}};
    rules::writer_to(store_)({&sample, 1});
  }

  series::Store store_{series::StoreLimits{}};
  std::vector<GroupSet::Member> groups_;
};

TEST_F(DescribeTest, FindsTheValueOfTheSameSeries) {
  put("a", 3);
  put("b", 4);
  const notify::Item one = described(item({{"alertname", "High"}, {"instance", "b"}}));
  ASSERT_TRUE(one.trend);
  EXPECT_EQ(one.trend->before, 4);
  EXPECT_EQ(one.trend->ago, kTrendReach);
  ASSERT_TRUE(one.threshold);
  EXPECT_EQ(one.threshold->value, 5);
}

TEST_F(DescribeTest, TellsTheSeriesOfManyAlertsApart) {
  std::vector<notify::Item> items;
  for (int i = 0; i < 20; ++i) {
    const std::string name = "host" + std::to_string(i);
    put(name, i);
    items.push_back(
        item({{"alertname", "High"}, {"instance", name}, {"job", "added"}, {"severity", "page"}}));
  }
  Describer describer(groups_, store_, {}, kNow);
  describer.describe(items);
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(items[static_cast<std::size_t>(i)].trend);
    EXPECT_EQ(items[static_cast<std::size_t>(i)].trend->before, i);
  }
}

TEST_F(DescribeTest, FindsWhatAnAggregationHasMeasured) {
  groups_[0].group = testing::group_of("g", {testing::alerting("High", "sum(load) > 5", 0s)}, 10s);
  put("a", 3);
  put("b", 4);
  const notify::Item one = described(item({{"alertname", "High"}}));
  ASSERT_TRUE(one.trend);
  EXPECT_EQ(one.trend->before, 7);
}

TEST_F(DescribeTest, SaysNothingWhereSeveralSeriesAgreeWithTheAlert) {
  put("a", 3);
  const rules::Sample other{core::Labels({{"__name__", "load"}}), {kNow - kTrendReach, 4}};
  rules::writer_to(store_)({&other, 1});
  // {instance="a"} and {} are both part of it.
  EXPECT_FALSE(described(item({{"alertname", "High"}, {"instance", "a"}})).trend);
  EXPECT_TRUE(described(item({{"alertname", "High"}, {"instance", "b"}})).trend);
}

TEST_F(DescribeTest, AsksForWhatARuleMeasuredOnce) {
  put("a", 3);
  Describer describer(groups_, store_, {}, kNow);
  std::vector<notify::Item> first{item({{"alertname", "High"}, {"instance", "a"}})};
  describer.describe(first);
  put("b", 4);
  std::vector<notify::Item> second{item({{"alertname", "High"}, {"instance", "b"}})};
  describer.describe(second);
  EXPECT_TRUE(first[0].trend);
  EXPECT_FALSE(second[0].trend);
}

TEST_F(DescribeTest, SaysNothingOfATimeThatTheStoreDoesNotKnow) {
  const notify::Item one = described(item({{"alertname", "High"}, {"instance", "a"}}));
  EXPECT_FALSE(one.trend);
  EXPECT_TRUE(one.threshold);
}

TEST_F(DescribeTest, LeavesResolvedAlertsAsTheyAre) {
  put("a", 3);
  notify::Item resolved = item({{"alertname", "High"}, {"instance", "a"}});
  resolved.notice.resolved = true;
  const notify::Item one = described(std::move(resolved));
  EXPECT_FALSE(one.trend);
  EXPECT_FALSE(one.threshold);
}

TEST_F(DescribeTest, LeavesAlertsOfOthersAsTheyAre) {
  notify::Item other;
  other.notice.labels = core::Labels({{"alertname", "Theirs"}});
  EXPECT_FALSE(described(std::move(other)).threshold);
}

}  // namespace
}  // namespace silicon::engine
