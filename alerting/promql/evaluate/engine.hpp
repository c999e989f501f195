// Evaluates expressions over whatever holds the series: at one instant, or at each step of a range.
// Results and errors are those of Prometheus 3.14. An engine holds no state between queries and may
// serve any number of threads at once, as far as its Queryable does.
// Tested by tests/alerting/promql/evaluate/engine_test.cpp and tests/alerting/promql/scripts.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/syntax/value_type.hpp"
#include "alerting/promql/value/annotations.hpp"
#include "alerting/promql/value/grid.hpp"
#include "alerting/promql/value/options.hpp"
#include "alerting/series/select.hpp"
#include "exporter/core/result.hpp"

namespace silicon::promql {

struct InstantSample {
  core::Labels labels;
  double value = 0;
};

struct ResultSeries {
  core::Labels labels;
  std::vector<series::Point> points;  // ascending in time
};

using InstantVector = std::vector<InstantSample>;  // in an order only sort() and topk() promise
using Matrix = std::vector<ResultSeries>;          // sorted by labels

struct QueryResult {
  std::variant<double, std::string, InstantVector, Matrix> value;
  std::vector<Annotation> annotations;
};

// Asked now and then while a query runs; a text ends it with that as the error: "query timed out in
// expression evaluation", "query was canceled in query execution".
using Interrupt = std::function<std::optional<std::string>()>;

class Engine {
 public:
  // `data` must outlive the engine.
  Engine(const series::Queryable& data, Options options) : data_(data), options_(options) {}

  const Options& options() const { return options_; }

  // The expression must have passed check() with the same options. Gives every kind of value; a
  // range vector is a Matrix.
  core::Result<QueryResult> instant(const Expression& expression, core::Instant time,
                                    const Interrupt& interrupt = {}) const;

  // Of a scalar or an instant vector only. Gives a Matrix.
  core::Result<QueryResult> range(const Expression& expression, const Grid& grid,
                                  const Interrupt& interrupt = {}) const;

 private:
  const series::Queryable& data_;
  Options options_;
};

}  // namespace silicon::promql
