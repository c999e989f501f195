// The evaluation of one query: a tree walk in which every expression becomes a table of values over
// the grid it is wanted at. Selectors read each series once, whatever the number of steps; what
// does not change from step to step is computed once.
// One per query, one thread. Tested by tests/alerting/promql/evaluate/engine_test.cpp.
#pragma once

#include <functional>
#include <vector>

#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/promql/functions/function.hpp"

namespace silicon::promql {

class Evaluator {
 public:
  Evaluator(const series::Queryable& data, QueryContext& context, const Interrupt& interrupt)
      : data_(data), context_(context), interrupt_(interrupt) {}

  // The value at every step of the grid; not of a range vector.
  core::Result<Value> evaluate(const Expression& expression, const Grid& grid);

  // The points of each series that a range vector shows from any step of the grid, stale markers
  // left out. The points are the visitor's only while it runs.
  using RangeVisitor = std::function<core::Status(const Head& head, std::span<const Point> points)>;
  struct RangeShape {
    core::Duration range{0};
    core::Duration offset{0};
    std::optional<core::Instant> at;

    core::Instant end(core::Instant now) const { return (at ? *at : now) - offset; }
  };
  core::Result<RangeShape> range_shape(const Expression& matrix);
  core::Status for_each_range(const Expression& matrix, const Grid& grid, const RangeShape& shape,
                              const RangeVisitor& visit);

  // An error once the query is to end. Asked before each expression and series, and in between by
  // what takes long.
  core::Status interrupted() const;

 private:
  // Values that stay in memory while something else is evaluated; they count against max_samples.
  class Held {
   public:
    Held(Evaluator& evaluator, const Value& value);
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { held_ -= cells_; }

   private:
    std::size_t& held_;
    std::size_t cells_;
  };

  core::Result<Value> evaluate_node(const Expression& expression, const Grid& grid);
  core::Result<Value> node_value(const NumberLiteral& node, const Expression& whole,
                                 const Grid& grid);
  core::Result<Value> node_value(const StringLiteral& node, const Expression& whole,
                                 const Grid& grid);
  core::Result<Value> node_value(const VectorSelector& node, const Expression& whole,
                                 const Grid& grid);
  core::Result<Value> node_value(const MatrixSelector& node, const Expression& whole,
                                 const Grid& grid);
  core::Result<Value> node_value(const Subquery& node, const Expression& whole, const Grid& grid);
  core::Result<Value> node_value(const Unary& node, const Expression& whole, const Grid& grid);
  core::Result<Value> node_value(const Binary& node, const Expression& whole, const Grid& grid);
  core::Result<Value> combine(const Binary& node, Value left, const Grid& grid);
  core::Result<Value> node_value(const Aggregate& node, const Expression& whole, const Grid& grid);
  core::Result<Value> node_value(const Call& node, const Expression& whole, const Grid& grid);
  core::Result<Value> node_value(const Parentheses& node, const Expression& whole,
                                 const Grid& grid);

  // selectors.cpp
  enum class Show { values, timestamps };
  core::Result<Columns> select_instants(const VectorSelector& node, const Grid& grid, Show show);
  core::Result<std::vector<series::SeriesView>> select(const VectorSelector& node,
                                                       core::Instant from, core::Instant to);
  core::Status for_each_selected(const VectorSelector& node, core::Instant from, core::Instant to,
                                 const RangeVisitor& visit);
  core::Status for_each_subquery(const Subquery& node, core::Instant from, core::Instant to,
                                 const RangeVisitor& visit);
  core::Result<core::Duration> offset_of(const TimeModifiers& modifiers);
  std::optional<core::Instant> anchor_of(const TimeModifiers& modifiers) const;

  // calls.cpp
  core::Result<Value> call_windows(const CallSite& site, const Function& function, OverWindow body);
  core::Result<Value> call_values(const CallSite& site, const Function& function);
  core::Result<Value> call_arguments(const CallSite& site, const Function& function,
                                     OverArguments body);
  core::Result<Value> timestamps(const CallSite& site);
  core::Result<Value> absent_over_time(const CallSite& site);
  core::Result<Value> info(const CallSite& site);
  core::Result<std::vector<Scalars>> scalar_arguments(const CallSite& site,
                                                      const Function& function);
  core::Status warn_of_quantile(const CallSite& site, const Function& function);

  // After names were marked as dropped: without delay they go now, where that could make two
  // series one.
  core::Result<Value> settled(Columns columns);

  core::Status check_size(std::size_t rows, std::size_t steps) const;

  const series::Queryable& data_;
  QueryContext& context_;
  const Interrupt& interrupt_;
  std::size_t held_ = 0;  // cells
};

// True of what has the same value at every step: literals, selectors fixed by @, and what is made
// of such by functions that do not look at the time.
bool is_step_invariant(const Expression& expression);

}  // namespace silicon::promql
