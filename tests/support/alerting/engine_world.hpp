// An engine in a world of its own: targets that answer what the test says, receivers that remember,
// a state file that survives restarts, and time that moves only when told. For tests and
// simulations; one thread.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerting/engine/engine.hpp"
#include "tests/support/alerting/rule_groups.hpp"

namespace silicon::testing {

// What a receiver was told, and when.
struct Delivered {
  core::Instant time;
  std::string receiver;  // "" for the Alertmanagers
  alert::Notice notice;
};

// What is on the disk: survives the engine.
struct Disk {
  std::map<std::pair<alert::RuleIdentity, core::Labels>, alert::Alert> alerts;
  std::map<std::pair<std::string, core::Labels>, state::DeliveryMark> marks;
  std::vector<state::HistoryEntry> history;
  Contents samples;

  void save(const state::Changes& changes) {
    for (const auto& saved : changes.alerts) alerts[{saved.rule, saved.alert.labels}] = saved.alert;
    for (const auto& removed : changes.removed) alerts.erase({removed.rule, removed.labels});
    for (const auto& mark : changes.marks) marks[{mark.receiver, mark.labels}] = mark;
    history.insert(history.end(), changes.history.begin(), changes.history.end());
  }
};

class EngineWorld {
 public:
  // What a target answers at a time; nullopt: it cannot be reached.
  using Answer =
      std::function<std::optional<std::string>(const std::string& instance, core::Instant)>;

  EngineWorld(engine::Settings settings, core::Instant start)
      : now(start), settings_(std::move(settings)) {
    boot();
  }

  void run_until(core::Instant end) {
    while (now < end) {
      step();
      now = std::min(end, std::max(engine->next_step(now), now + core::Duration(1)));
    }
  }
  void run_for(core::Duration duration) { run_until(now + duration); }

  // One turn: what is due is asked and answered at once.
  void step() {
    carry_out(engine->step(now, std::exchange(events_, {})));
    while (!events_.empty()) carry_out(engine->step(now, std::exchange(events_, {})));
  }

  // As after `kill -9`: only what was saved is left. As after SIGTERM when `in_order`.
  void restart(core::Duration downtime, bool in_order = false) {
    if (in_order) carry_out(engine->stop(now));
    events_.clear();
    engine.reset();
    now += downtime;
    boot();
  }

  void reload(engine::Settings settings) {
    settings_ = std::move(settings);
    carry_out(engine->configure(settings_, now));
    discover();
  }

  // The alerts that are, by name and instance: "Down{x:1} firing".
  std::vector<std::string> alerts() const {
    std::vector<std::string> result;
    for (const auto& group : engine->groups()) {
      for (const auto& rule : group.state.rules) {
        for (const auto& alert : rule.alerts) {
          result.push_back(std::string(alert.labels.get("alertname")) + "{" +
                           std::string(alert.labels.get("instance")) + "} " +
                           std::string(alert::phase_name(alert.phase)) +
                           (alert.no_data() ? ", no data" : ""));
        }
      }
    }
    return result;
  }

  core::Instant now;
  Answer answer = [](const std::string&, core::Instant) { return std::string("load 1\n"); };
  std::vector<std::string> addresses{"x:1"};
  bool webhooks_fail = false;
  Disk disk;
  std::vector<Delivered> told;
  std::vector<std::string> said;
  std::unique_ptr<series::Store> store;
  std::unique_ptr<engine::Engine> engine;

 private:
  void boot() {
    store = std::make_unique<series::Store>(series::StoreLimits{});
    std::optional<core::Instant> last_alive;
    for (const auto& [labels, points] : disk.samples) {
      for (const auto& point : points) append(*store, labels, point.time, point.value);
      if (!last_alive || points.back().time > *last_alive) last_alive = points.back().time;
    }
    engine = std::make_unique<engine::Engine>(*store, [] { return core::SteadyInstant(); });
    carry_out(engine->configure(settings_, now));
    std::vector<state::SavedAlert> alerts;
    for (const auto& [key, alert] : disk.alerts) alerts.push_back({key.first, alert});
    std::vector<state::DeliveryMark> marks;
    for (const auto& [key, mark] : disk.marks) marks.push_back(mark);
    carry_out(engine->restore(std::move(alerts), std::move(marks), last_alive, now));
    discover();
  }

  void discover() {
    for (const auto& job : settings_.jobs) {
      events_.emplace_back(engine::TargetsFound{job->name, {{addresses, {}}}});
    }
  }

  void carry_out(engine::Commands commands) {
    for (engine::Command& command : commands) {
      std::visit([this](auto& one) { carry_out(one); }, command);
    }
  }

  void carry_out(engine::Scrape& scrape) {
    scrape::Response response;
    response.begun = now;
    const auto body = answer(std::string(scrape.target.labels.get("instance")), now);
    if (body) {
      response.status = 200;
      response.content_type = "text/plain; version=0.0.4";
      response.body = *body;
    } else {
      response.failure = "connection refused";
    }
    events_.emplace_back(engine::ScrapeFinished{scrape.scrape, std::move(response)});
  }
  void carry_out(engine::Save& save) { disk.save(save.changes); }
  void carry_out(engine::SaveSamples& save) {
    for (const auto& [labels, points] : contents(*store)) {
      for (const auto& point : points) {
        if (point.time > save.since && point.time <= save.until) {
          disk.samples[labels].push_back(point);
        }
      }
    }
  }
  void carry_out(engine::Prune& prune) {
    for (auto& [labels, points] : disk.samples) {
      std::erase_if(points, [&](const auto& point) { return point.time < prune.samples_before; });
    }
    std::erase_if(disk.samples, [](const auto& entry) { return entry.second.empty(); });
  }
  void carry_out(engine::TellAlertmanagers& tell) {
    for (auto& notice : tell.notices) told.push_back({now, "", std::move(notice)});
  }
  void carry_out(engine::TellWebhook& tell) {
    if (!webhooks_fail) {
      for (const auto& notice : tell.notices) told.push_back({now, tell.receiver, notice});
    }
    events_.emplace_back(
        engine::DeliveryFinished{tell.receiver, std::move(tell.notices), !webhooks_fail});
  }
  void carry_out(engine::Say& say) { said.push_back(say.message); }

  engine::Settings settings_;
  std::vector<engine::Event> events_;
};

}  // namespace silicon::testing
