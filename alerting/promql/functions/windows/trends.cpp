// Functions that fit a line or a smooth curve.
// Tested by tests/alerting/promql/functions/windows/window_test.cpp.
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include "alerting/promql/functions/windows/window.hpp"
#include "alerting/promql/numeric/kahan.hpp"

namespace silicon::promql {
namespace {

struct Line {
  double slope;
  double intercept;
};

// Least squares through all points, time counted from `origin`.
// Source: prometheus/prometheus, promql/functions.go, linearRegression.
Line fitted(std::span<const Point> points, core::Instant origin) {
  KahanSum sum_x;
  KahanSum sum_y;
  KahanSum sum_xy;
  KahanSum sum_xx;
  const double first = points.front().value;
  bool constant = true;
  for (const Point& point : points) {
    constant = constant && point.value == first;
    const double x = to_seconds(point.time - origin);
    sum_x.add(x);
    sum_y.add(point.value);
    sum_xy.add(x * point.value);
    sum_xx.add(x * x);
  }
  if (constant) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    return std::isinf(first) ? Line{kNan, kNan} : Line{0, first};
  }
  const auto total = [](const KahanSum& sum) { return sum.sum() + sum.compensation(); };
  const double n = static_cast<double>(points.size());
  const double covariance = total(sum_xy) - total(sum_x) * total(sum_y) / n;
  const double variance = total(sum_xx) - total(sum_x) * total(sum_x) / n;
  const double slope = covariance / variance;
  return {slope, total(sum_y) / n - slope * total(sum_x) / n};
}

std::string complaint(const char* what, const char* sign, double value) {
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), "invalid %s factor. Expected: 0 < %s < 1, got: %f", what,
                sign, value);
  return text.data();
}

}  // namespace

double deriv(const Window& window) {
  if (window.points.size() < 2) return absent();
  return fitted(window.points, window.points.front().time).slope;
}

double predict_linear(const Window& window) {
  if (window.points.size() < 2) return absent();
  const Line line = fitted(window.points, window.now);
  return line.slope * window.scalars[0] + line.intercept;
}

// Holt's linear method; scalars are the smoothing factor and the trend factor.
double double_exponential_smoothing(const Window& window) {
  const std::span<const Point> points = window.points;
  if (points.size() < 2) return absent();
  const double smoothing = window.scalars[0];
  const double trending = window.scalars[1];
  double before = 0;
  double level = points[0].value;
  double trend = points[1].value - points[0].value;
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (i > 1) trend = trending * (level - before) + (1 - trending) * trend;
    const double next = smoothing * points[i].value + (1 - smoothing) * (level + trend);
    before = level;
    level = next;
  }
  return level;
}

std::optional<std::string> refuse_smoothing(std::span<const double> scalars) {
  if (scalars[0] <= 0 || scalars[0] >= 1) return complaint("smoothing", "sf", scalars[0]);
  if (scalars[1] <= 0 || scalars[1] >= 1) return complaint("trend", "tf", scalars[1]);
  return std::nullopt;
}

}  // namespace silicon::promql
