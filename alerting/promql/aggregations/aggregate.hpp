// Aggregations over the series of an instant vector, step by step: sum by (job) (x) and its like.
// The parameter may differ from step to step. Pure; any thread.
// Tested by tests/alerting/promql/aggregations/aggregate_test.cpp.
#pragma once

#include <functional>

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/value/annotations.hpp"
#include "alerting/promql/value/columns.hpp"
#include "alerting/promql/value/options.hpp"

namespace silicon::promql {

// What an aggregation works on: its input, already sorted into groups.
struct Grouped {
  const Aggregate& node;
  const Columns& input;
  std::vector<std::uint32_t> groups;  // of each row of the input
  std::vector<Head> heads;            // of each group
  const Options& options;
  Annotations& annotations;
};

core::Result<Columns> aggregate(const Aggregate& node, const Value& parameter, const Columns& input,
                                const Options& options, Annotations& annotations);

// The families, one per file. The parameter has one value per step.
Columns reduce(const Grouped& grouped);                               // sum, avg, max ...
Columns quantiles(const Grouped& grouped, const Scalars& parameter);  // quantile
core::Result<Columns> count_values(const Grouped& grouped, const std::string& label);
core::Result<Columns> ranked(const Grouped& grouped, const Scalars& parameter);   // topk, bottomk
core::Result<Columns> limited(const Grouped& grouped, const Scalars& parameter);  // limitk, ...

}  // namespace silicon::promql
