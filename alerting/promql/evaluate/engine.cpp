#include "alerting/promql/evaluate/engine.hpp"

#include <algorithm>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/evaluate/evaluator.hpp"

namespace silicon::promql {
namespace {

// Names that were to be dropped are gone from here on.
core::Status finish(Columns& columns, const Options& options) {
  if (columns.distinct_without_name) {
    remove_dropped_names(columns, {options.type_and_unit_labels});
    return core::Done{};
  }
  remove_dropped_names(columns, {options.type_and_unit_labels});
  return merge_equal_rows(columns);
}

InstantVector instant_vector(const Columns& columns) {
  InstantVector result;
  result.reserve(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double value = columns.row(i)[0];
    if (!is_absent(value)) result.push_back({columns.head(i).labels, value});
  }
  return result;
}

void sort_by_labels(Matrix& matrix) {
  std::sort(matrix.begin(), matrix.end(),
            [](const ResultSeries& a, const ResultSeries& b) { return a.labels < b.labels; });
}

Matrix matrix_of(const Columns& columns, const Grid& grid) {
  Matrix result;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    ResultSeries series{columns.head(i).labels, {}};
    const std::span<const double> row = columns.row(i);
    for (std::size_t step = 0; step < row.size(); ++step) {
      if (!is_absent(row[step])) series.points.push_back({grid.at(step), row[step]});
    }
    if (!series.points.empty()) result.push_back(std::move(series));
  }
  sort_by_labels(result);
  return result;
}

core::Result<Matrix> range_vector(Evaluator& evaluator, const Expression& expression,
                                  const Grid& grid, const Options& options) {
  const auto shape = evaluator.range_shape(expression);
  if (!shape) return shape.error();
  Matrix result;
  const auto visit = [&](const Head& head, std::span<const Point> points) -> core::Status {
    result.push_back(
        {head.drop_name ? without_name(head.labels, options.type_and_unit_labels) : head.labels,
         {points.begin(), points.end()}});
    return core::Done{};
  };
  auto status = evaluator.for_each_range(expression, grid, *shape, visit);
  if (!status) return std::move(status).error();
  sort_by_labels(result);
  return result;
}

}  // namespace

core::Result<QueryResult> Engine::instant(const Expression& expression, core::Instant time,
                                          const Interrupt& interrupt) const {
  Annotations annotations;
  QueryContext context{options_, {time, time, core::Duration(1)}, annotations};
  Evaluator evaluator(data_, context, interrupt);
  if (type_of(expression) == ValueType::matrix) {
    auto matrix = range_vector(evaluator, expression, context.query, options_);
    if (!matrix) return std::move(matrix).error();
    return QueryResult{*std::move(matrix), annotations.list()};
  }
  auto value = evaluator.evaluate(expression, context.query);
  if (!value) return std::move(value).error();
  if (const auto* scalars = std::get_if<Scalars>(&*value)) {
    return QueryResult{scalars->front(), annotations.list()};
  }
  if (auto* text = std::get_if<std::string>(&*value)) {
    return QueryResult{std::move(*text), annotations.list()};
  }
  Columns& columns = std::get<Columns>(*value);
  if (auto status = finish(columns, options_); !status) return std::move(status).error();
  return QueryResult{instant_vector(columns), annotations.list()};
}

core::Result<QueryResult> Engine::range(const Expression& expression, const Grid& grid,
                                        const Interrupt& interrupt) const {
  const ValueType type = type_of(expression);
  if (type != ValueType::scalar && type != ValueType::vector) {
    return core::Error("invalid expression type \"" + std::string(documented_name(type)) +
                           "\" for range query, must be Scalar or instant Vector",
                       core::ErrorKind::invalid);
  }
  Annotations annotations;
  QueryContext context{options_, grid, annotations};
  Evaluator evaluator(data_, context, interrupt);
  auto value = evaluator.evaluate(expression, grid);
  if (!value) return std::move(value).error();
  if (const auto* scalars = std::get_if<Scalars>(&*value)) {
    Columns columns(grid.steps());
    const std::span<double> row = columns.add({});
    std::copy(scalars->begin(), scalars->end(), row.begin());
    return QueryResult{matrix_of(columns, grid), annotations.list()};
  }
  Columns& columns = std::get<Columns>(*value);
  if (auto status = finish(columns, options_); !status) return std::move(status).error();
  return QueryResult{matrix_of(columns, grid), annotations.list()};
}

}  // namespace silicon::promql
