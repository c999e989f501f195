// Which function answers which path of /api/v2: Alertmanager's API, so that amtool, Grafana and
// other Prometheis take this program for one. Answers and errors are Alertmanager 0.28's; what is
// ours besides has names of its own. Without a `route` in the configuration there is nothing to be
// silenced and nobody to tell: what is read is empty, and whoever posts is told so.
// Source: prometheus/alertmanager 0.28, api/v2.
// Tested by tests/alerting/api/alertmanager/call_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/api/status/about.hpp"
#include "alerting/engine/engine.hpp"
#include "exporter/core/time.hpp"

namespace silicon::api {

struct AlertmanagerRequest {
  std::string method;  // "GET", "POST" or "DELETE"
  std::string path;    // behind "/api/v2/": "alerts", "silence/ID"
  Parameters parameters;
  std::string body;
};

struct AlertmanagerWorld {
  using Look = std::function<Answer(const engine::Engine&)>;
  using Change = std::function<Answer(engine::Engine&, engine::Notifier::Work&)>;

  // Calls the function while the engine stands still.
  std::function<Answer(const Look&)> look;
  // The same; when it returns, what follows has been saved and is being carried out.
  std::function<Answer(const Change&)> change;
  std::function<About()> about;
  core::Instant now;
  std::function<std::string()> fresh_id;  // a UUID, each time another
  core::Duration resolve_timeout{std::chrono::minutes(5)};
  // What is saved of deliveries, the newest that fit, oldest first. Not called within `look` or
  // `change`. Null: nothing is.
  std::function<std::vector<state::DeliveryAttempt>(const state::AttemptQuery&)> attempts = {};
};

// Alerts from outside beyond this many are refused: they are kept in memory.
inline constexpr std::size_t kMostKnownAlerts = 100'000;

// 404 for what is no call, 405 where only the method is wrong; otherwise the call's answer.
Answer call_alertmanager(const AlertmanagerRequest& request, const AlertmanagerWorld& world);

// 503, of what needs routes.
Answer no_routes();

}  // namespace silicon::api
