// The aggregations that make one number of a group: each is a small state that takes values one by
// one.
// Tested by tests/alerting/promql/aggregations/aggregate_test.cpp.
#include <cmath>
#include <limits>

#include "alerting/promql/aggregations/aggregate.hpp"
#include "alerting/promql/numeric/kahan.hpp"
#include "alerting/promql/numeric/quantile.hpp"

namespace silicon::promql {
namespace {

// Each of these takes the values of a group one by one and says what they come to.

struct Sum {
  KahanSum total;
  bool any = false;
  void add(double value) {
    if (any) {
      total.add(value);
    } else {
      total = KahanSum(value);
    }
    any = true;
  }
  double result() const { return any ? total.sum() + total.compensation() : absent(); }
};

struct Mean {
  KahanMean mean;
  void add(double value) { mean.add(value); }
  double result() const { return mean.empty() ? absent() : mean.value(); }
};

struct Minimum {
  double best = absent();
  void add(double value) {
    if (is_absent(best) || value < best || std::isnan(best)) best = value;
  }
  double result() const { return best; }
};

struct Maximum {
  double best = absent();
  void add(double value) {
    if (is_absent(best) || value > best || std::isnan(best)) best = value;
  }
  double result() const { return best; }
};

struct Count {
  double count = 0;
  void add(double /*value*/) { ++count; }
  double result() const { return count == 0 ? absent() : count; }
};

struct Existence {
  double value = absent();
  void add(double /*value*/) { value = 1; }
  double result() const { return value; }
};

// Welford's method, as Prometheus's engine has it.
struct Variance {
  double count = 0;
  double mean = 0;
  double squares = 0;
  void add(double value) {
    ++count;
    if (count == 1) {
      mean = value;
      if (!std::isfinite(value)) squares = std::numeric_limits<double>::quiet_NaN();
      return;
    }
    const double distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }
  double result() const { return count == 0 ? absent() : squares / count; }
};

struct Deviation : Variance {
  double result() const { return count == 0 ? absent() : std::sqrt(squares / count); }
};

template <class State>
Columns reduced(const Grouped& grouped) {
  const Columns& input = grouped.input;
  const std::size_t steps = input.steps();
  std::vector<State> states(grouped.heads.size() * steps);
  for (std::size_t i = 0; i < input.size(); ++i) {
    const std::span<const double> row = input.row(i);
    State* group = states.data() + grouped.groups[i] * steps;
    for (std::size_t step = 0; step < steps; ++step) {
      if (!is_absent(row[step])) group[step].add(row[step]);
    }
  }
  Columns result(steps);
  result.distinct_without_name = true;
  result.reserve(grouped.heads.size());
  for (std::size_t group = 0; group < grouped.heads.size(); ++group) {
    result.distinct_without_name =
        result.distinct_without_name && grouped.heads[group].labels.get("__name__").empty();
    const std::span<double> row = result.add(grouped.heads[group]);
    for (std::size_t step = 0; step < steps; ++step)
      row[step] = states[group * steps + step].result();
  }
  return result;
}

}  // namespace

Columns reduce(const Grouped& grouped) {
  switch (grouped.node.op) {
    case Aggregator::sum:
      return reduced<Sum>(grouped);
    case Aggregator::avg:
      return reduced<Mean>(grouped);
    case Aggregator::min:
      return reduced<Minimum>(grouped);
    case Aggregator::max:
      return reduced<Maximum>(grouped);
    case Aggregator::count:
      return reduced<Count>(grouped);
    case Aggregator::group:
      return reduced<Existence>(grouped);
    case Aggregator::stdvar:
      return reduced<Variance>(grouped);
    default:
      return reduced<Deviation>(grouped);
  }
}

Columns quantiles(const Grouped& grouped, const Scalars& parameter) {
  const Columns& input = grouped.input;
  const std::size_t steps = input.steps();
  Columns result(steps);
  for (const Head& head : grouped.heads) result.add(head);
  std::vector<std::vector<double>> values(grouped.heads.size());
  for (std::size_t step = 0; step < steps; ++step) {
    for (auto& group : values) group.clear();
    bool any = false;
    for (std::size_t i = 0; i < input.size(); ++i) {
      if (is_absent(input.row(i)[step])) continue;
      values[grouped.groups[i]].push_back(input.row(i)[step]);
      any = true;
    }
    const double wanted = parameter[step];
    if (any && !(wanted >= 0 && wanted <= 1)) {
      invalid_quantile(grouped.annotations, wanted, grouped.node.parameter->position);
    }
    for (std::size_t group = 0; group < values.size(); ++group) {
      if (!values[group].empty()) result.row(group)[step] = quantile_of(wanted, values[group]);
    }
  }
  return result;
}

}  // namespace silicon::promql
