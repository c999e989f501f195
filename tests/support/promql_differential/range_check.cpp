#include "tests/support/promql_differential/range_check.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "alerting/promql/syntax/print.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::differential {
namespace {

using Samples = std::map<core::Labels, double>;

// Sorted series are summed in another order, which rounds otherwise.
bool same(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return true;
  return std::abs(a - b) <= 1e-9 * std::max(1.0, std::max(std::abs(a), std::abs(b)));
}

Samples samples_at(const promql::Matrix& matrix, core::Instant time) {
  Samples samples;
  for (const promql::ResultSeries& series : matrix) {
    for (const series::Point& point : series.points) {
      if (point.time == time) samples[series.labels] = point.value;
    }
  }
  return samples;
}

std::string difference(const Samples& instant, const Samples& range) {
  for (const auto& [labels, value] : instant) {
    const auto found = range.find(labels);
    if (found == range.end()) return "only the instant has " + promql::metric_text(labels);
    if (!same(value, found->second)) return "other value of " + promql::metric_text(labels);
  }
  if (instant.size() == range.size()) return {};
  return "the range has more series";
}

// A range query evaluates a subquery at more times than its single steps ask for.
bool has_subquery(const promql::Expression& expression) {
  return promql::print(expression).find(":") != std::string::npos;
}

}  // namespace

std::string range_difference(const promql::Engine& engine, const promql::Expression& expression,
                             core::Instant time) {
  const promql::Grid grid{time - std::chrono::minutes(2), time + std::chrono::minutes(2),
                          std::chrono::seconds(25)};
  const auto range = engine.range(expression, grid);
  bool fails = false;
  for (std::size_t step = 0; step < grid.steps(); ++step) {
    const auto instant = engine.instant(expression, grid.at(step));
    fails = fails || !instant;
    if (!instant || !range) continue;
    Samples samples;
    for (const auto& sample : std::get<promql::InstantVector>(instant->value)) {
      samples[sample.labels] = sample.value;
    }
    auto found =
        difference(samples, samples_at(std::get<promql::Matrix>(range->value), grid.at(step)));
    if (!found.empty()) return found + " at step " + std::to_string(step);
  }
  if (fails == !range || (!fails && has_subquery(expression))) return {};
  return fails ? "only an instant query fails" : "only the range query fails";
}

}  // namespace silicon::differential
