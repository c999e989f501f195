// The _over_time functions.
// Tested by tests/alerting/promql/functions/windows/window_test.cpp.
#include <algorithm>
#include <cmath>
#include <functional>

#include "alerting/promql/functions/windows/window.hpp"
#include "alerting/promql/numeric/kahan.hpp"
#include "alerting/promql/numeric/quantile.hpp"

namespace silicon::promql {
namespace {

// The point that `better(value, best)` prefers to all before it. Anything is better than NaN.
template <class Better>
const Point& best_point(const Window& window, Better better) {
  const Point* best = &window.points.front();
  for (const Point& point : window.points) {
    if (better(point.value, best->value) || std::isnan(best->value)) best = &point;
  }
  return *best;
}

// Welford's method with compensated sums.
double variance(std::span<const Point> points) {
  double count = 0;
  KahanSum mean;
  KahanSum squares;
  const auto total = [](const KahanSum& sum) { return sum.sum() + sum.compensation(); };
  for (const Point& point : points) {
    ++count;
    const double distance = point.value - total(mean);
    mean.add(distance / count);
    squares.add(distance * (point.value - total(mean)));
  }
  return total(squares) / count;
}

std::vector<double> values_of(std::span<const Point> points) {
  std::vector<double> values;
  values.reserve(points.size());
  for (const Point& point : points) values.push_back(point.value);
  return values;
}

}  // namespace

double avg_over_time(const Window& window) {
  KahanMean mean;
  for (const Point& point : window.points) mean.add(point.value);
  return mean.value();
}

double sum_over_time(const Window& window) {
  KahanSum sum;
  for (const Point& point : window.points) sum.add(point.value);
  return sum.value();
}

double min_over_time(const Window& window) {
  return best_point(window, std::less<>()).value;
}

double max_over_time(const Window& window) {
  return best_point(window, std::greater<>()).value;
}

double count_over_time(const Window& window) {
  return static_cast<double>(window.points.size());
}

double last_over_time(const Window& window) {
  return window.points.back().value;
}

double first_over_time(const Window& window) {
  return window.points.front().value;
}

double present_over_time(const Window& /*window*/) {
  return 1;
}

double quantile_over_time(const Window& window) {
  std::vector<double> values = values_of(window.points);
  return quantile_of(window.scalars[0], values);
}

double stdvar_over_time(const Window& window) {
  return variance(window.points);
}

double stddev_over_time(const Window& window) {
  return std::sqrt(variance(window.points));
}

double mad_over_time(const Window& window) {
  std::vector<double> values = values_of(window.points);
  const double median = quantile_of(0.5, values);
  for (double& value : values) value = std::abs(value - median);
  return quantile_of(0.5, values);
}

double ts_of_min_over_time(const Window& window) {
  return to_seconds(best_point(window, std::less_equal<>()).time);
}

double ts_of_max_over_time(const Window& window) {
  return to_seconds(best_point(window, std::greater_equal<>()).time);
}

double ts_of_first_over_time(const Window& window) {
  return to_seconds(window.points.front().time);
}

// Not before 1970, because Prometheus takes the later of this and of a histogram at time 0.
double ts_of_last_over_time(const Window& window) {
  return std::max(0.0, to_seconds(window.points.back().time));
}

}  // namespace silicon::promql
