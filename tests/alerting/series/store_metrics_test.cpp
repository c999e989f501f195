#include "alerting/series/store_metrics.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::series {
namespace {

using testing::at_seconds;

// The value of a sample; fails the test when it is not there.
double value(const core::Families& families, const std::string& name,
             const core::Labels& labels = {}) {
  for (const core::Family& family : families) {
    if (family.name != "silicon_alerter_store_" + name) continue;
    for (const core::Sample& sample : family.samples) {
      if (sample.labels == labels) return sample.value;
    }
  }
  ADD_FAILURE() << "no " << name;
  return -1;
}

TEST(StoreMetrics, ShowBothLimitsBesideWhatIsHeld) {
  StoreLimits limits;
  limits.retention = std::chrono::minutes(90);
  limits.max_bytes = 1'000'000;
  limits.max_series = 500;
  Store store{limits};
  testing::append(store, core::Labels{{"__name__", "up"}}, at_seconds(10), 1);
  testing::append(store, core::Labels{{"__name__", "up"}}, at_seconds(20), 1);
  const auto metrics = metrics_of(store.stats());
  EXPECT_EQ(value(metrics, "retention_limit_seconds"), 5400);
  EXPECT_EQ(value(metrics, "memory_limit_bytes"), 1'000'000);
  EXPECT_EQ(value(metrics, "series_limit"), 500);
  EXPECT_EQ(value(metrics, "series"), 1);
  EXPECT_EQ(value(metrics, "samples"), 2);
  EXPECT_GT(value(metrics, "memory_bytes"), 100);
  EXPECT_EQ(value(metrics, "oldest_sample_timestamp_seconds"), 10);
  EXPECT_EQ(value(metrics, "newest_sample_timestamp_seconds"), 20);
}

TEST(StoreMetrics, TellRefusalsAndDropsByTheirReason) {
  StoreStats stats;
  stats.appends[static_cast<std::size_t>(AppendOutcome::out_of_order)] = 3;
  stats.appends[static_cast<std::size_t>(AppendOutcome::unknown_series)] = 4;
  stats.points_expired = 5;
  stats.points_shed = 6;
  stats.points_rewound = 7;
  stats.series_refused = 8;
  const auto metrics = metrics_of(stats);
  EXPECT_EQ(value(metrics, "appended_samples_total", {{"outcome", "out_of_order"}}), 3);
  EXPECT_EQ(value(metrics, "appended_samples_total", {{"outcome", "unknown_series"}}), 4);
  EXPECT_EQ(value(metrics, "dropped_samples_total", {{"reason", "retention"}}), 5);
  EXPECT_EQ(value(metrics, "dropped_samples_total", {{"reason", "memory"}}), 6);
  EXPECT_EQ(value(metrics, "dropped_samples_total", {{"reason", "clock"}}), 7);
  EXPECT_EQ(value(metrics, "series_refused_total"), 8);
}

TEST(StoreMetrics, NameNoOldestSampleWhereThereIsNone) {
  std::set<std::string> names;
  for (const core::Family& family : metrics_of(StoreStats())) {
    EXPECT_TRUE(names.insert(family.name).second) << family.name;
    EXPECT_FALSE(family.help.empty());
  }
  EXPECT_EQ(names.count("silicon_alerter_store_oldest_sample_timestamp_seconds"), 0U);
}

}  // namespace
}  // namespace silicon::series
