// The quantile of a list of values, as Prometheus interpolates it: for quantile(),
// quantile_over_time() and mad_over_time(). Pure; any thread.
// Tested by tests/alerting/promql/numeric/quantile_test.cpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace silicon::promql {

// Below 0 it is -Inf, above 1 +Inf; NaN for NaN and of nothing. NaN values count as the smallest.
inline double quantile_of(double quantile, std::vector<double>& values) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (values.empty() || std::isnan(quantile)) return std::numeric_limits<double>::quiet_NaN();
  if (quantile < 0) return -kInfinity;
  if (quantile > 1) return kInfinity;
  std::sort(values.begin(), values.end(), [](double a, double b) {
    if (std::isnan(a)) return !std::isnan(b);
    return a < b;
  });
  const double last = static_cast<double>(values.size() - 1);
  const double rank = quantile * last;
  const double lower = std::max(0.0, std::floor(rank));
  const double upper = std::min(last, lower + 1);
  const double weight = rank - std::floor(rank);
  return values[static_cast<std::size_t>(lower)] * (1 - weight) +
         values[static_cast<std::size_t>(upper)] * weight;
}

}  // namespace silicon::promql
