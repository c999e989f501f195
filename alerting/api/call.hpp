// Which function answers which path of /api/v1: the table of the API. What it needs of the running
// program is handed in; queries run over the store's own consistent reads, the rest under a lock
// that keeps the engine still. Tested by tests/alerting/api/call_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/api/data/query.hpp"
#include "alerting/api/status/about.hpp"
#include "alerting/engine/engine.hpp"
#include "alerting/series/store.hpp"

namespace silicon::api {

struct Request {
  std::string method;  // "GET" or "POST"
  std::string path;    // behind "/api/v1/": "query", "label/job/values"
  Parameters parameters;
};

struct World {
  const series::Store& store;
  // Calls the function while the engine stands still.
  std::function<Answer(const std::function<Answer(const engine::Engine&)>&)> with_engine;
  std::function<About()> about;
  std::function<QueryContext()> query_context;
  std::vector<std::string> alertmanagers;  // addresses
};

// 404 for what is no call, 405 where only the method is wrong; otherwise the call's answer.
Answer call(const Request& request, const World& world);

}  // namespace silicon::api
