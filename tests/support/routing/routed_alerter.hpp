// An alerter that routes to "team" by alertname, in a world of its own, and the world that the
// calls about routing are handed: what they change is kept to be looked at. For tests; one thread.
#pragma once

#include <string>
#include <utility>

#include "alerting/api/alertmanager/call.hpp"
#include "tests/support/alerting/engine_world.hpp"
#include "tests/support/routing/routing_world.hpp"

namespace silicon::testing {

inline engine::Settings routed_settings(bool routes = true) {
  engine::Settings settings;
  if (routes) settings.plan = simple_plan();
  return settings;
}

// One rule, on a target of the job "node": High fires above 5, and waits for `hold_for`.
inline engine::Settings ruled_settings(core::Duration hold_for = core::Duration(0)) {
  engine::Settings settings = routed_settings();
  auto job = std::make_shared<scrape::Job>();
  job->name = "node";
  job->interval = std::chrono::seconds(5);
  job->timeout = std::chrono::seconds(1);
  settings.jobs = {job};
  rules::Rule high = alerting("High", "load > 5");
  high.hold_for = hold_for;
  settings.groups = {group_of("g", {high})};
  return settings;
}

class RoutedAlerter : public EngineWorld {
 public:
  explicit RoutedAlerter(engine::Settings settings = routed_settings(),
                         core::Instant start = core::Instant(std::chrono::seconds(1'700'000'000)))
      : EngineWorld(std::move(settings), start) {
    run_for(std::chrono::seconds(1));
  }

  api::AlertmanagerWorld world() {
    api::AlertmanagerWorld world;
    world.look = [this](const auto& function) { return function(*engine); };
    world.change = [this](const auto& function) {
      engine::Notifier::Work work;
      api::Answer answered = function(*engine, work);
      changed = std::move(work.changes);
      return answered;
    };
    world.about = [] {
      api::About about;
      about.version = "0.1.0";
      return about;
    };
    world.now = now;
    world.fresh_id = [this] { return "id-" + std::to_string(++ids_); };
    return world;
  }

  // An alert from outside that holds for an hour, known at once.
  void post(const core::Labels& labels) {
    alert::Notice notice;
    notice.labels = labels;
    notice.starts_at = now;
    notice.ends_at = now + std::chrono::hours(1);
    engine->notifier().take(engine::AlertsPosted{{notice}});
    step();
  }

  state::Changes changed;  // by the last change

 private:
  int ids_ = 0;
};

}  // namespace silicon::testing
