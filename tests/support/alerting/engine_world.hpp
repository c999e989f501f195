// An engine in a world of its own: targets that answer what the test says, receivers that remember,
// a state file that survives restarts, and time that moves only when told. For tests and
// simulations; one thread.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerting/engine/engine.hpp"
#include "tests/support/alerting/rule_groups.hpp"
#include "tests/support/alerting/state/disk.hpp"
#include "tests/support/routing/routed_receivers.hpp"

namespace silicon::testing {

// What a receiver was told, and when.
struct Delivered {
  core::Instant time;
  std::string receiver;  // "" for the Alertmanagers
  alert::Notice notice;
};

class EngineWorld : public RoutedReceivers {
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
    for (engine::TellWebhook& tell : std::exchange(waiting_, {})) carry_out(tell);
    for (auto& event : try_again(now)) events_.push_back(std::move(event));
    do {
      carry_out(engine->step(now, std::exchange(events_, {})));
      if (dead_) return;
      if (after_step) after_step();
    } while (!events_.empty());
  }

  // One turn that ends in the middle, as by `kill -9`: only so many commands are carried out. The
  // next thing to do is restart().
  void step_and_die(std::size_t commands) {
    lifetime_ = commands;
    step();
    dead_ = true;
  }

  // As after `kill -9`: only what was saved is left. As after SIGTERM when `in_order`.
  void restart(core::Duration downtime, bool in_order = false) {
    if (in_order) carry_out(engine->stop(now));
    events_.clear();
    waiting_.clear();
    forget();
    lifetime_.reset();
    dead_ = false;
    engine.reset();
    now += downtime;
    boot();
  }

  // Somebody calls.
  void hear(const std::string& heartbeat) {
    events_.emplace_back(engine::HeartbeatHeard{heartbeat});
    step();
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
  bool webhooks_fail = false;  // they refuse, for good
  bool webhooks_wait = false;  // they do not answer: told, once they do
  std::vector<core::Instant> beats;
  std::function<void()> after_step;
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
    carry_out(engine->restore(
        {std::move(alerts), std::move(marks), disk.routing.saved(), last_alive}, now));
    discover();
  }

  void discover() {
    for (const auto& job : settings_.jobs) {
      events_.emplace_back(engine::TargetsFound{job->name, {{addresses, {}}}});
    }
  }

  void carry_out(engine::Commands commands) {
    for (engine::Command& command : commands) {
      if (lifetime_ && (*lifetime_)-- == 0) dead_ = true;
      if (dead_) return;
      std::visit([this](auto& one) { carry_out(one); }, command);
    }
  }

  void carry_out(engine::Scrape& scrape) {
    scrape::Response response;
    response.begun = now;
    const auto body = answer(std::string(scrape.target.labels.get("instance")), now);
    response.status = body ? 200 : 0;
    response.content_type = "text/plain; version=0.0.4";
    response.body = body.value_or("");
    if (!body) response.failure = "connection refused";
    events_.emplace_back(engine::ScrapeFinished{scrape.scrape, std::move(response)});
  }
  void carry_out(engine::Save& save) { disk.save(save.changes); }
  void carry_out(engine::SaveSamples& save) {
    const core::Instant from = save.since + core::Duration(1);
    const auto views = store->select(everything(), from, save.until, {});
    ASSERT_TRUE(views);
    for (const series::SeriesView& view : *views) {
      view.read(from, save.until, disk.samples[view.labels()]);
    }
  }
  void carry_out(engine::Prune& prune) { disk.prune(prune.samples_before); }
  void carry_out(engine::RewindSamples& rewind) { disk.rewind(rewind.now); }
  void carry_out(engine::TellAlertmanagers& tell) {
    for (auto& notice : tell.notices) told.push_back({now, "", std::move(notice)});
  }
  void carry_out(engine::TellWebhook& tell) {
    if (webhooks_wait) return waiting_.push_back(std::move(tell));
    if (!webhooks_fail) {
      for (const auto& notice : tell.notices) told.push_back({now, tell.receiver, notice});
    }
    events_.emplace_back(
        engine::DeliveryFinished{tell.receiver, std::move(tell.notices), !webhooks_fail});
  }
  void carry_out(engine::SendNotification& send) {
    events_.push_back(deliver(std::move(send), now));
  }
  void carry_out(engine::SendHeartbeat&) { beats.push_back(now); }
  void carry_out(engine::Say& say) { said.push_back(say.message); }

  engine::Settings settings_;
  std::vector<engine::Event> events_;
  std::vector<engine::TellWebhook> waiting_;  // for webhooks that do not answer
  std::optional<std::size_t> lifetime_;       // in commands
  bool dead_ = false;
};

}  // namespace silicon::testing
