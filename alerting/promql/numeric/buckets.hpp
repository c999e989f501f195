// Quantiles and fractions of one classic histogram, given as cumulative buckets.
// Source: prometheus/prometheus, promql/quantile.go (BucketQuantile, BucketFraction).
// Pure; any thread. Tested by tests/alerting/promql/numeric/buckets_test.cpp.
#pragma once

#include <vector>

namespace silicon::promql {

struct Bucket {
  double upper_bound;
  double count;  // of all observations up to the bound
};

struct BucketQuantile {
  double value;
  bool forced_monotonic;  // counts decreased somewhere by more than rounding explains
};

// NaN without observations, without a +Inf bucket, or with fewer than two buckets.
BucketQuantile bucket_quantile(double quantile, std::vector<Bucket> buckets);

// The share of observations in [lower, upper).
double bucket_fraction(double lower, double upper, std::vector<Bucket> buckets);

}  // namespace silicon::promql
