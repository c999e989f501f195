// Results of queries as JSON: {"resultType":"vector","result":[...]}. Pure; any thread.
// Tested by tests/alerting/api/data/results_test.cpp.
#pragma once

#include <cstddef>

#include "alerting/promql/evaluate/engine.hpp"
#include "exporter/core/json/writer.hpp"

namespace silicon::api {

// Cuts a vector or a matrix to `limit` series; 0 is no limit. Whether something was cut off.
bool truncate(promql::QueryResult& result, std::size_t limit);

// `time` is that of an instant query.
void write_result(core::JsonWriter& json, const promql::QueryResult& result, core::Instant time);

}  // namespace silicon::api
