// Functions of change: rate() to resets().
// Tested by tests/alerting/promql/functions/windows/window_test.cpp.
#include <algorithm>
#include <cmath>

#include "alerting/promql/functions/windows/window.hpp"

namespace silicon::promql {
namespace {

// Last minus first, plus what was counted before each reset.
double counted(std::span<const Point> points, bool counter) {
  double result = points.back().value - points.front().value;
  if (!counter) return result;
  double previous = points.front().value;
  for (const Point& point : points.subspan(1)) {
    if (point.value < previous) result += previous;
    previous = point.value;
  }
  return result;
}

// The change between the first and the last point, carried on to the edges of the range: whole
// when a point lies near the edge, by half an average gap otherwise, and for a counter not beyond
// where it would have been 0. Source: prometheus/prometheus, promql/functions.go, extrapolatedRate
// (3.x; 2.42 bounds by zero before it compares with the threshold).
double extrapolated(const Window& window, bool counter, bool per_second) {
  if (window.points.size() < 2) return absent();
  const Point& first = window.points.front();
  const Point& last = window.points.back();
  const double change = counted(window.points, counter);
  const double sampled = to_seconds(last.time - first.time);
  const double gap = sampled / static_cast<double>(window.points.size() - 1);
  double to_start = to_seconds(first.time - window.from);
  double to_end = to_seconds(window.to - last.time);
  if (to_start >= gap * 1.1) to_start = gap / 2;
  if (counter && change > 0 && first.value >= 0) {
    to_start = std::min(to_start, sampled * (first.value / change));
  }
  if (to_end >= gap * 1.1) to_end = gap / 2;
  double factor = (sampled + to_start + to_end) / sampled;
  if (per_second) factor /= to_seconds(window.to - window.from);
  return change * factor;
}

}  // namespace

double rate(const Window& window) {
  return extrapolated(window, true, true);
}

double increase(const Window& window) {
  return extrapolated(window, true, false);
}

double delta(const Window& window) {
  return extrapolated(window, false, false);
}

double irate(const Window& window) {
  if (window.points.size() < 2) return absent();
  const Point& last = window.points.back();
  const Point& previous = window.points[window.points.size() - 2];
  const double change = last.value < previous.value ? last.value : last.value - previous.value;
  return change / to_seconds(last.time - previous.time);
}

double idelta(const Window& window) {
  if (window.points.size() < 2) return absent();
  return window.points.back().value - window.points[window.points.size() - 2].value;
}

double changes(const Window& window) {
  double count = 0;
  double previous = window.points.front().value;
  for (const Point& point : window.points.subspan(1)) {
    const bool both_nan = std::isnan(point.value) && std::isnan(previous);
    if (point.value != previous && !both_nan) ++count;
    previous = point.value;
  }
  return count;
}

double resets(const Window& window) {
  double count = 0;
  double previous = window.points.front().value;
  for (const Point& point : window.points.subspan(1)) {
    if (point.value < previous) ++count;
    previous = point.value;
  }
  return count;
}

}  // namespace silicon::promql
