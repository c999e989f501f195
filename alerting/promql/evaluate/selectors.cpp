// Instant vectors and ranges from the store and from subqueries, and the times they are wanted at.
// Tested by tests/alerting/promql/scripts.
#include <algorithm>
#include <limits>

#include "alerting/promql/evaluate/durations.hpp"
#include "alerting/promql/evaluate/evaluator.hpp"

namespace silicon::promql {
namespace {

constexpr core::Duration kMillisecond{1};

// All series have one name, so that dropping it cannot make two of them equal.
bool fixes_name(const VectorSelector& selector) {
  return std::any_of(
      selector.matchers.begin(), selector.matchers.end(), [](const match::Matcher& matcher) {
        return matcher.name() == "__name__" && matcher.type() == match::MatchType::equal;
      });
}

// For every step the newest point not after it and younger than the lookback.
template <class ValueOf>
bool fill_row(std::span<double> row, std::span<const Point> points, const Grid& grid,
              const Evaluator::RangeShape& shape, ValueOf value_of) {
  bool any = false;
  std::size_t next = 0;
  for (std::size_t step = 0; step < row.size(); ++step) {
    const core::Instant time = shape.end(grid.at(step));
    while (next < points.size() && points[next].time <= time) ++next;
    if (next == 0) continue;
    const Point& newest = points[next - 1];
    if (time - newest.time >= shape.range || is_absent(newest.value)) continue;
    row[step] = value_of(newest);
    any = true;
  }
  return any;
}

void remove_stale(std::vector<Point>& points) {
  points.erase(std::remove_if(points.begin(), points.end(),
                              [](const Point& point) { return is_absent(point.value); }),
               points.end());
}

}  // namespace

core::Result<core::Duration> Evaluator::offset_of(const TimeModifiers& modifiers) {
  if (!modifiers.offset) return core::Duration(0);
  return resolve(*modifiers.offset, context_.query);
}

std::optional<core::Instant> Evaluator::anchor_of(const TimeModifiers& modifiers) const {
  if (!modifiers.at) return std::nullopt;
  switch (modifiers.at->anchor) {
    case AtAnchor::query_start:
      return context_.query.start;
    case AtAnchor::query_end:
      return context_.query.end;
    case AtAnchor::time:
      break;
  }
  return modifiers.at->time;
}

core::Result<std::vector<series::SeriesView>> Evaluator::select(const VectorSelector& node,
                                                                core::Instant from,
                                                                core::Instant to) {
  if (auto status = interrupted(); !status) return std::move(status).error();
  return data_.select(node.matchers, from, to, {context_.options.max_series});
}

core::Result<Columns> Evaluator::select_instants(const VectorSelector& node, const Grid& grid,
                                                 Show show) {
  const auto offset = offset_of(node.modifiers);
  if (!offset) return offset.error();
  const RangeShape shape{context_.options.lookback, *offset, anchor_of(node.modifiers)};
  const core::Instant from = shape.end(grid.start) - shape.range + kMillisecond;
  const core::Instant to = shape.end(grid.at(grid.steps() - 1));
  const auto views = select(node, from, to);
  if (!views) return views.error();
  const std::size_t steps = grid.steps();
  if (auto status = check_size(views->size(), steps); !status) return std::move(status).error();
  const auto value_of = [&](const Point& point) {
    return show == Show::values ? point.value : to_seconds(point.time);
  };
  Columns result(steps);
  result.distinct_without_name = fixes_name(node);
  result.reserve(views->size());
  std::vector<Point> points;
  for (const series::SeriesView& view : *views) {
    points.clear();
    if (steps == 1) {
      if (const auto newest = view.newest(from, to)) points.push_back(*newest);
    } else {
      view.read(from, to, points);
    }
    const std::span<double> row = result.add({view.labels(), show == Show::timestamps});
    if (!fill_row(row, points, grid, shape, value_of)) result.pop();
  }
  return result;
}

core::Result<Evaluator::RangeShape> Evaluator::range_shape(const Expression& matrix) {
  const Expression& inner = unwrapped(matrix);
  const auto* selector = inner.as<MatrixSelector>();
  const auto* subquery = inner.as<Subquery>();
  const TimeModifiers& modifiers =
      selector != nullptr ? selector->selector.modifiers : subquery->modifiers;
  const auto range =
      resolve_positive(selector != nullptr ? selector->range : subquery->range, context_.query);
  if (!range) return range.error();
  const auto offset = offset_of(modifiers);
  if (!offset) return offset.error();
  return RangeShape{*range, *offset, anchor_of(modifiers)};
}

core::Status Evaluator::for_each_range(const Expression& matrix, const Grid& grid,
                                       const RangeShape& shape, const RangeVisitor& visit) {
  const core::Instant from = shape.end(grid.start) - shape.range + kMillisecond;
  const core::Instant to = shape.end(grid.at(grid.steps() - 1));
  const Expression& inner = unwrapped(matrix);
  if (const auto* selector = inner.as<MatrixSelector>()) {
    return for_each_selected(selector->selector, from, to, visit);
  }
  return for_each_subquery(*inner.as<Subquery>(), from, to, visit);
}

core::Status Evaluator::for_each_selected(const VectorSelector& node, core::Instant from,
                                          core::Instant to, const RangeVisitor& visit) {
  const auto views = select(node, from, to);
  if (!views) return views.error();
  std::vector<Point> points;
  for (const series::SeriesView& view : *views) {
    points.clear();
    view.read(from, to, points);
    remove_stale(points);
    if (points.empty()) continue;
    if (auto status = check_size(points.size(), 1); !status) return status;
    if (auto status = visit({view.labels(), false}, points); !status) return status;
  }
  return core::Done{};
}

// The inner expression at all multiples of the step within [from, to].
core::Status Evaluator::for_each_subquery(const Subquery& node, core::Instant from,
                                          core::Instant to, const RangeVisitor& visit) {
  core::Duration step = context_.options.subquery_step;
  if (node.step) {
    const auto stated = resolve_positive(*node.step, context_.query);
    if (!stated) return stated.error();
    step = *stated;
  }
  const auto first = from.time_since_epoch().count();
  const auto width = step.count();
  const auto multiple = first / width + (first % width > 0 ? 1 : 0);
  const core::Instant start{core::Duration(multiple * width)};
  if (start > to) return core::Done{};
  const Grid inner{start, to, step};
  auto value = evaluate(*node.inner, inner);
  if (!value) return std::move(value).error();
  const Held held(*this, *value);
  const Columns& columns = std::get<Columns>(*value);
  std::vector<Point> points;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    points.clear();
    const std::span<const double> row = columns.row(i);
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (!is_absent(row[at])) points.push_back({inner.at(at), row[at]});
    }
    if (points.empty()) continue;
    if (auto status = visit(columns.head(i), points); !status) return status;
  }
  return core::Done{};
}

}  // namespace silicon::promql
