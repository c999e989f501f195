#include "alerting/promql/numeric/buckets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace silicon::promql {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Relative differences below it come from summing rates in different orders.
constexpr double kSmallDelta = 1e-12;

bool almost_equal(double a, double b) {
  constexpr double kMinNormal = std::numeric_limits<double>::min();
  if (a == b) return true;
  const double sum = std::abs(a) + std::abs(b);
  const double difference = std::abs(a - b);
  if (a == 0 || b == 0 || sum < kMinNormal) return difference < kSmallDelta * kMinNormal;
  return difference / std::min(sum, std::numeric_limits<double>::max()) < kSmallDelta;
}

// Sorts and merges buckets with one bound, which differently written le labels lead to. False when
// the histogram lacks its +Inf bucket.
bool put_in_order(std::vector<Bucket>& buckets) {
  std::stable_sort(buckets.begin(), buckets.end(),
                   [](const Bucket& a, const Bucket& b) { return a.upper_bound < b.upper_bound; });
  if (buckets.back().upper_bound != kInfinity) return false;
  std::size_t last = 0;
  for (std::size_t i = 1; i < buckets.size(); ++i) {
    if (buckets[i].upper_bound == buckets[last].upper_bound) {
      buckets[last].count += buckets[i].count;
    } else {
      buckets[++last] = buckets[i];
    }
  }
  buckets.resize(last + 1);
  return true;
}

// True when a count had to be raised for more than rounding.
bool force_monotonic(std::vector<Bucket>& buckets) {
  bool forced = false;
  double previous = buckets.front().count;
  for (Bucket& bucket : buckets) {
    if (bucket.count == previous) continue;
    if (almost_equal(previous, bucket.count)) {
      bucket.count = previous;
    } else if (bucket.count < previous) {
      bucket.count = previous;
      forced = true;
    } else {
      previous = bucket.count;
    }
  }
  return forced;
}

double interpolated(double quantile, const std::vector<Bucket>& buckets) {
  if (buckets.size() < 2 || buckets.back().count == 0) return kNan;
  double rank = quantile * buckets.back().count;
  const auto found = std::partition_point(buckets.begin(), buckets.end() - 1,
                                          [&](const Bucket& b) { return !(b.count >= rank); });
  const auto index = static_cast<std::size_t>(found - buckets.begin());
  if (index == buckets.size() - 1) return buckets[index - 1].upper_bound;
  if (index == 0 && buckets[0].upper_bound <= 0) return buckets[0].upper_bound;
  const double begin = index == 0 ? 0 : buckets[index - 1].upper_bound;
  double count = buckets[index].count;
  if (index > 0) {
    count -= buckets[index - 1].count;
    rank -= buckets[index - 1].count;
  }
  return begin + (buckets[index].upper_bound - begin) * (rank / count);
}

// How many observations lie below `value`, with those of its bucket spread evenly.
double rank_of(double value, const std::vector<Bucket>& buckets) {
  double rank = 0;
  double lower = buckets.front().upper_bound > 0 ? 0 : -kInfinity;
  if (value < lower) return 0;
  for (const Bucket& bucket : buckets) {
    if (lower >= value) return rank;
    if (bucket.upper_bound > value) {
      return rank + (bucket.count - rank) * (value - lower) / (bucket.upper_bound - lower);
    }
    rank = bucket.count;
    lower = bucket.upper_bound;
  }
  return buckets.back().count;
}

}  // namespace

BucketQuantile bucket_quantile(double quantile, std::vector<Bucket> buckets) {
  if (std::isnan(quantile)) return {kNan, false};
  if (quantile < 0) return {-kInfinity, false};
  if (quantile > 1) return {kInfinity, false};
  if (buckets.empty() || !put_in_order(buckets)) return {kNan, false};
  const bool forced = force_monotonic(buckets);
  return {interpolated(quantile, buckets), forced};
}

double bucket_fraction(double lower, double upper, std::vector<Bucket> buckets) {
  if (buckets.empty() || !put_in_order(buckets)) return kNan;
  const double count = buckets.back().count;
  if (count == 0 || std::isnan(lower) || std::isnan(upper)) return kNan;
  if (lower >= upper) return 0;
  const double below_lower = std::min(rank_of(lower, buckets), count);
  const double below_upper = std::min(rank_of(upper, buckets), count);
  return (below_upper - below_lower) / count;
}

}  // namespace silicon::promql
