// The alerter's HTTP surface as a table of routes: Prometheus's and Alertmanager's APIs, /metrics,
// health, reload. What changes something by JSON must say that it is JSON, which no page of another
// site can make a browser do unasked. No sockets. Any thread, as far as what it is given allows.
// Tested by tests/alerting/shell/web/routes_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/api/alertmanager/call.hpp"
#include "alerting/api/call.hpp"
#include "exporter/core/exposition/format.hpp"
#include "exporter/core/result.hpp"
#include "exporter/runtime/http/router.hpp"

namespace silicon::shell {

// All that the pages are made from; must outlive the routes.
struct Pages {
  // Made for each request: what it holds may change at a reload.
  std::function<api::World()> world;
  // Of /api/v2 and /api/v1/monitoring.
  std::function<api::AlertmanagerWorld()> alertmanager;
  // A heartbeat of that name was heard; false: nobody expects it. Null: none is expected.
  std::function<bool(const std::string& name)> hear = {};
  std::function<std::string(core::ExpositionFormat)> metrics;
  std::function<bool()> ready;  // every group has been evaluated
  // Reads configuration and rules again; an error says why the old ones stay. Null: not by HTTP.
  std::function<core::Status()> reload;
  // Told of every answer. Null: nobody counts.
  std::function<void(std::string_view path, int status)> count = {};
};

std::vector<runtime::HttpRoute> routes(Pages pages);

}  // namespace silicon::shell
