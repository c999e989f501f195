// How functions are called: one way for each kind of body that the table knows.
// Tested by tests/alerting/promql/scripts.
#include <algorithm>
#include <cmath>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/evaluate/evaluator.hpp"
#include "alerting/promql/functions/families.hpp"
#include "alerting/promql/functions/table.hpp"

namespace silicon::promql {
namespace {

bool looks_like_a_counter(std::string_view name) {
  return name.empty() || name.ends_with("_total") || name.ends_with("_sum") ||
         name.ends_with("_count") || name.ends_with("_bucket");
}

// The scalar arguments of a function, moved from step to step.
class ScalarRow {
 public:
  explicit ScalarRow(const std::vector<Scalars>& arguments)
      : arguments_(arguments), row_(arguments.size()) {}

  std::span<const double> at(std::size_t step) {
    for (std::size_t i = 0; i < row_.size(); ++i) row_[i] = arguments_[i][step];
    return row_;
  }

 private:
  const std::vector<Scalars>& arguments_;
  std::vector<double> row_;
};

// Points that functions may look at before somebody is asked whether to go on.
constexpr std::size_t kPointsAtOnce = 10'000'000;

// Slides the range along the points; false when no step had a result.
core::Result<bool> fill_windows(std::span<double> row, std::span<const Point> points,
                                const Grid& grid, const Evaluator::RangeShape& shape,
                                OverWindow body, ScalarRow& scalars, const Evaluator& evaluator) {
  bool any = false;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t looked_at = 0;
  for (std::size_t step = 0; step < row.size(); ++step) {
    const core::Instant now = grid.at(step);
    const core::Instant to = shape.end(now);
    const core::Instant from = to - shape.range;
    while (end < points.size() && points[end].time <= to) ++end;
    while (begin < end && points[begin].time <= from) ++begin;
    if (begin == end) continue;
    if ((looked_at += end - begin) > kPointsAtOnce) {
      if (auto status = evaluator.interrupted(); !status) return std::move(status).error();
      looked_at = 0;
    }
    row[step] = body({points.subspan(begin, end - begin), from, to, now, scalars.at(step)});
    any = any || !is_absent(row[step]);
  }
  return any;
}

std::size_t matrix_argument(const Function& function) {
  const auto found =
      std::find(function.arguments.begin(), function.arguments.end(), ValueType::matrix);
  return static_cast<std::size_t>(found - function.arguments.begin());
}

}  // namespace

core::Result<Value> Evaluator::node_value(const Call& node, const Expression& whole,
                                          const Grid& grid) {
  const Function& function = *find_function(node.function);
  const CallSite site{node, whole.position, grid, context_};
  if (const auto* body = std::get_if<OverWindow>(&function.body)) {
    return call_windows(site, function, *body);
  }
  if (const auto* body = std::get_if<OverArguments>(&function.body)) {
    return call_arguments(site, function, *body);
  }
  if (const auto* special = std::get_if<Special>(&function.body)) {
    switch (*special) {
      case Special::timestamp:
        return timestamps(site);
      case Special::absent_over_time:
        return absent_over_time(site);
      case Special::info:
        return info(site);
    }
  }
  return call_values(site, function);
}

core::Result<std::vector<Scalars>> Evaluator::scalar_arguments(const CallSite& site,
                                                               const Function& function) {
  std::vector<Scalars> result;
  for (const ExpressionPtr& argument : site.call.arguments) {
    if (type_of(*argument) != ValueType::scalar) continue;
    auto value = evaluate(*argument, site.grid);
    if (!value) return std::move(value).error();
    result.push_back(std::get<Scalars>(*std::move(value)));
  }
  if (function.refuse != nullptr) {
    ScalarRow row(result);
    for (std::size_t step = 0; step < site.grid.steps(); ++step) {
      if (auto complaint = function.refuse(row.at(step))) {
        return core::Error(*std::move(complaint), core::ErrorKind::invalid);
      }
    }
  }
  return result;
}

core::Status Evaluator::warn_of_quantile(const CallSite& site, const Function& function) {
  if (!function.quantile) return core::Done{};
  const std::size_t index = *function.quantile;
  auto value = evaluate(*site.call.arguments[index], site.grid);
  if (!value) return std::move(value).error();
  for (const double quantile : std::get<Scalars>(*value)) {
    if (quantile >= 0 && quantile <= 1) continue;
    invalid_quantile(context_.annotations, quantile, site.argument_position(index));
  }
  return core::Done{};
}

core::Result<Value> Evaluator::call_windows(const CallSite& site, const Function& function,
                                            OverWindow body) {
  const std::size_t index = matrix_argument(function);
  const Expression& matrix = *site.call.arguments[index];
  const auto arguments = scalar_arguments(site, function);
  if (!arguments) return arguments.error();
  const auto shape = range_shape(matrix);
  if (!shape) return shape.error();
  const std::size_t steps = site.grid.steps();
  ScalarRow scalars(*arguments);
  Columns result(steps);
  const auto visit = [&](const Head& head, std::span<const Point> points) -> core::Status {
    if (auto status = check_size(result.size() + 1, steps); !status) return status;
    const bool drops = !function.keeps_name || head.drop_name;
    const std::span<double> row = result.add({head.labels, drops});
    const auto any = fill_windows(row, points, site.grid, *shape, body, scalars, *this);
    if (!any) return any.error();
    if (!*any) {
      result.pop();
    } else if (function.expects_counter) {
      const std::string_view name = head.drop_name && !context_.options.delayed_name_removal
                                        ? std::string_view()
                                        : head.labels.get("__name__");
      if (!looks_like_a_counter(name)) {
        possibly_no_counter(context_.annotations, name, matrix.position);
      }
    }
    return interrupted();
  };
  if (auto status = for_each_range(matrix, site.grid, *shape, visit); !status) {
    return std::move(status).error();
  }
  const auto* selector = unwrapped(matrix).as<MatrixSelector>();
  result.distinct_without_name = selector != nullptr && !selector->selector.name.empty();
  if (!result.empty()) {
    if (auto status = warn_of_quantile(site, function); !status) return std::move(status).error();
  }
  if (function.keeps_name) return Value(std::move(result));
  return settled(std::move(result));
}

// The argument is evaluated into a table whose values then change in place.
core::Result<Value> Evaluator::call_values(const CallSite& site, const Function& function) {
  Value argument;
  if (site.call.arguments.empty()) {  // year() and its like: the time itself
    argument = *vector_of(site, {*evaluation_time(site, {})});
  } else {
    auto value = evaluate(*site.call.arguments[0], site.grid);
    if (!value) return value;
    argument = *std::move(value);
  }
  const auto arguments = scalar_arguments(site, function);
  if (!arguments) return arguments.error();
  Columns columns = std::get<Columns>(std::move(argument));
  const auto* plain = std::get_if<OverValue>(&function.body);
  const auto* with = std::get_if<OverValueWith>(&function.body);
  ScalarRow scalars(*arguments);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns.head(i).drop_name = true;
    const std::span<double> row = columns.row(i);
    for (std::size_t step = 0; step < row.size(); ++step) {
      if (is_absent(row[step])) continue;
      row[step] = plain != nullptr ? (*plain)(row[step]) : (*with)(row[step], scalars.at(step));
    }
  }
  if (with != nullptr) columns.prune();
  return settled(std::move(columns));
}

core::Result<Value> Evaluator::call_arguments(const CallSite& site, const Function& function,
                                              OverArguments body) {
  std::vector<Value> values;
  for (const ExpressionPtr& argument : site.call.arguments) {
    auto value = evaluate(*argument, site.grid);
    if (!value) return value;
    values.push_back(*std::move(value));
  }
  if (auto status = warn_of_quantile(site, function); !status) return std::move(status).error();
  auto result = body(site, std::move(values));
  if (!result || function.returns != ValueType::vector) return result;
  return settled(std::get<Columns>(*std::move(result)));
}

// Of a bare selector the time of each sample, of anything else the evaluation time.
core::Result<Value> Evaluator::timestamps(const CallSite& site) {
  const Expression& argument = unwrapped(*site.call.arguments[0]);
  if (const auto* selector = argument.as<VectorSelector>()) {
    auto columns = select_instants(*selector, site.grid, Show::timestamps);
    if (!columns) return std::move(columns).error();
    return settled(*std::move(columns));
  }
  auto value = evaluate(argument, site.grid);
  if (!value) return value;
  Columns columns = std::get<Columns>(*std::move(value));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns.head(i).drop_name = true;
    const std::span<double> row = columns.row(i);
    for (std::size_t step = 0; step < row.size(); ++step) {
      if (!is_absent(row[step])) row[step] = to_seconds(site.grid.at(step));
    }
  }
  return settled(std::move(columns));
}

core::Result<Value> Evaluator::absent_over_time(const CallSite& site) {
  const Expression& matrix = *site.call.arguments[0];
  const auto shape = range_shape(matrix);
  if (!shape) return shape.error();
  const std::vector<Scalars> none;
  ScalarRow scalars(none);
  Columns result(site.grid.steps());
  const std::span<double> row = result.add({labels_of_absent(matrix), false});
  std::fill(row.begin(), row.end(), 1.0);
  std::vector<double> present(row.size());
  const auto visit = [&](const Head& /*head*/, std::span<const Point> points) -> core::Status {
    std::fill(present.begin(), present.end(), absent());
    const auto any =
        fill_windows(present, points, site.grid, *shape, &present_over_time, scalars, *this);
    if (!any) return any.error();
    for (std::size_t step = 0; step < row.size(); ++step) {
      if (!is_absent(present[step])) row[step] = absent();
    }
    return core::Done{};
  };
  if (auto status = for_each_range(matrix, site.grid, *shape, visit); !status) {
    return std::move(status).error();
  }
  result.prune();
  return Value(std::move(result));
}

}  // namespace silicon::promql
