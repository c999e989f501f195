// The calls that evaluate an expression: /api/v1/query, /query_range, and those that only read
// one. Answers and errors are Prometheus 3.5's. Pure but for the interrupt; any thread.
// Tested by tests/alerting/api/data/query_test.cpp.
#pragma once

#include <chrono>
#include <functional>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/promql/value/options.hpp"
#include "alerting/series/select.hpp"

namespace silicon::api {

// What queries run over.
struct QueryContext {
  const series::Queryable& data;
  promql::Options options = {};
  core::Instant now = {};
  core::Duration timeout = std::chrono::minutes(2);
  // Makes what ends a query that takes longer than this from now on; none: queries are not ended.
  std::function<promql::Interrupt(core::Duration limit)> interrupt_after = {};
};

// Points of one series that a range query may ask for.
inline constexpr std::int64_t kMostPoints = 11'000;

Answer instant_query(const Parameters& parameters, const QueryContext& context);
Answer range_query(const Parameters& parameters, const QueryContext& context);
Answer format_query(const Parameters& parameters, const promql::Options& options);
Answer parse_query(const Parameters& parameters, const promql::Options& options);

// An empty list where the call is right: exemplars are not kept, and Grafana asks for them.
Answer query_exemplars(const Parameters& parameters, const promql::Options& options);

}  // namespace silicon::api
