// The functions that make one number of the points within a range: rate(), sum_over_time() and
// their like, one group per file. Each gives absent() where it has no result.
// Pure; any thread. Tested by tests/alerting/promql/functions/windows/window_test.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "alerting/promql/value/columns.hpp"
#include "alerting/promql/value/grid.hpp"

namespace silicon::promql {

using chunks::Point;

// The points of one series in (from, to], stale markers left out; at least one.
struct Window {
  std::span<const Point> points;
  core::Instant from;
  core::Instant to;
  core::Instant now;                // the evaluation time, which offset and @ leave alone
  std::span<const double> scalars;  // the scalar arguments, in order
};

using OverWindow = double (*)(const Window& window);

// over_time.cpp
double avg_over_time(const Window& window);
double min_over_time(const Window& window);
double max_over_time(const Window& window);
double sum_over_time(const Window& window);
double count_over_time(const Window& window);
double last_over_time(const Window& window);
double first_over_time(const Window& window);
double present_over_time(const Window& window);
double quantile_over_time(const Window& window);
double stddev_over_time(const Window& window);
double stdvar_over_time(const Window& window);
double mad_over_time(const Window& window);
double ts_of_min_over_time(const Window& window);
double ts_of_max_over_time(const Window& window);
double ts_of_first_over_time(const Window& window);
double ts_of_last_over_time(const Window& window);

// rates.cpp
double rate(const Window& window);
double increase(const Window& window);
double delta(const Window& window);
double irate(const Window& window);
double idelta(const Window& window);
double changes(const Window& window);
double resets(const Window& window);

// trends.cpp
double deriv(const Window& window);
double predict_linear(const Window& window);
double double_exponential_smoothing(const Window& window);
std::optional<std::string> refuse_smoothing(std::span<const double> scalars);

}  // namespace silicon::promql
