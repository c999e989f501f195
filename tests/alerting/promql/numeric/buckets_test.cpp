#include "alerting/promql/numeric/buckets.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::promql {
namespace {

const std::vector<Bucket> kBuckets{{1, 2}, {2, 6}, {4, 10}, {INFINITY, 10}};

TEST(BucketQuantile, InterpolatesWithinTheBucket) {
  EXPECT_DOUBLE_EQ(bucket_quantile(0.1, kBuckets).value, 0.5) << "the first one starts at 0";
  EXPECT_DOUBLE_EQ(bucket_quantile(0.4, kBuckets).value, 1.5);
  EXPECT_DOUBLE_EQ(bucket_quantile(0.8, kBuckets).value, 3);
  EXPECT_DOUBLE_EQ(bucket_quantile(1, kBuckets).value, 4);
}

TEST(BucketQuantile, TakesTheLastFiniteBoundForWhatLiesBeyond) {
  EXPECT_EQ(bucket_quantile(0.9, {{1, 1}, {INFINITY, 10}}).value, 1);
  EXPECT_EQ(bucket_quantile(0.1, {{-1, 5}, {INFINITY, 10}}).value, -1) << "no lower bound known";
}

TEST(BucketQuantile, NeedsBucketsAndObservations) {
  EXPECT_TRUE(std::isnan(bucket_quantile(0.5, {{1, 2}, {2, 3}}).value)) << "no +Inf";
  EXPECT_TRUE(std::isnan(bucket_quantile(0.5, {{INFINITY, 3}}).value));
  EXPECT_TRUE(std::isnan(bucket_quantile(0.5, {{1, 0}, {INFINITY, 0}}).value));
  EXPECT_TRUE(std::isnan(bucket_quantile(NAN, kBuckets).value));
  EXPECT_EQ(bucket_quantile(-1, kBuckets).value, -INFINITY);
  EXPECT_EQ(bucket_quantile(2, kBuckets).value, INFINITY);
}

TEST(BucketQuantile, MergesBoundsAndSortsThem) {
  EXPECT_DOUBLE_EQ(bucket_quantile(0.5, {{INFINITY, 4}, {2, 1}, {2, 3}}).value, 1);
}

TEST(BucketQuantile, ForcesCountsToGrow) {
  const BucketQuantile forced = bucket_quantile(0.5, {{1, 5}, {2, 3}, {INFINITY, 10}});
  EXPECT_TRUE(forced.forced_monotonic);
  EXPECT_DOUBLE_EQ(forced.value, 1);
  const BucketQuantile rounding = bucket_quantile(0.5, {{1, 5}, {2, 5 - 1e-13}, {INFINITY, 10}});
  EXPECT_FALSE(rounding.forced_monotonic);
}

TEST(BucketFraction, SpreadsObservationsEvenly) {
  EXPECT_DOUBLE_EQ(bucket_fraction(1, 2, kBuckets), 0.4);
  EXPECT_DOUBLE_EQ(bucket_fraction(0.5, 3, kBuckets), 0.7);
  EXPECT_DOUBLE_EQ(bucket_fraction(-1, INFINITY, kBuckets), 1);
  EXPECT_DOUBLE_EQ(bucket_fraction(5, 6, kBuckets), 0);
  EXPECT_DOUBLE_EQ(bucket_fraction(3, 1, kBuckets), 0);
  EXPECT_TRUE(std::isnan(bucket_fraction(NAN, 1, kBuckets)));
  EXPECT_TRUE(std::isnan(bucket_fraction(0, 1, {{1, 1}})));
}

}  // namespace
}  // namespace silicon::promql
