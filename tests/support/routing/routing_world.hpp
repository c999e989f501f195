// Routing in tests: routes and alerts in a few words, and a dispatcher whose messages are all
// delivered at once unless a test says otherwise.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "alerting/routing/dispatch/dispatcher.hpp"
#include "alerting/routing/matching/parse.hpp"

namespace silicon::testing {

inline core::Instant routing_second(std::int64_t second) {
  return core::Instant(std::chrono::seconds(1'700'000'000 + second));
}

inline routing::Matchers matchers_of(std::string_view text) {
  return routing::parse_matchers(text).value().matchers;
}

inline alert::Notice routed_notice(core::Labels labels, std::int64_t since) {
  alert::Notice notice;
  notice.labels = std::move(labels);
  notice.starts_at = routing_second(since);
  notice.ends_at = routing_second(since + 100'000);
  return notice;
}

inline routing::RouteSpec route_to(std::string receiver, std::string_view matchers = "") {
  routing::RouteSpec route;
  route.receiver = std::move(receiver);
  route.matchers = matchers_of(matchers);
  return route;
}

// One route to "team" by alertname: wait 10 s, interval 60 s, repeat 600 s.
inline routing::Plan simple_plan() {
  routing::Plan plan;
  plan.root = route_to("team");
  plan.root.group_by = routing::GroupBy{{"alertname"}, false};
  plan.root.group_wait = std::chrono::seconds(10);
  plan.root.group_interval = std::chrono::seconds(60);
  plan.root.repeat_interval = std::chrono::seconds(600);
  plan.receivers = {{"team", {{"webhook[0]", true}}}, {"boss", {{"webhook[0]", true}}}};
  return plan;
}

class RoutingWorld {
 public:
  explicit RoutingWorld(routing::Plan plan = simple_plan()) : dispatcher(std::move(plan)) {}

  void fire(const core::Labels& labels) {
    updates_.push_back({routed_notice(labels, second), false});
  }
  void end(const core::Labels& labels) {
    alert::Notice notice = routed_notice(labels, second);
    notice.resolved = true;
    updates_.push_back({std::move(notice), false});
  }
  void post(const core::Labels& labels, std::int64_t until) {
    alert::Notice notice = routed_notice(labels, second);
    notice.ends_at = routing_second(until);
    updates_.push_back({std::move(notice), true});
  }

  // Steps wherever the dispatcher asks to be woken, and at `to`; what was said on the way, as
  // "TIME RECEIVER REASON alert alert!": '!' behind those that have resolved.
  std::vector<std::string> until(std::int64_t to) {
    std::vector<std::string> said = step();
    while (wake_up && *wake_up <= routing_second(to)) {
      second = std::chrono::ceil<std::chrono::seconds>(*wake_up - routing_second(0)).count();
      for (std::string& line : step()) said.push_back(std::move(line));
    }
    second = to;
    for (std::string& line : step()) said.push_back(std::move(line));
    return said;
  }

  std::vector<std::string> step() {
    last = dispatcher.advance(routing_second(second), std::exchange(updates_, {}), ready);
    wake_up = last.wake_up;
    std::vector<std::string> said;
    for (const routing::Notify& notify : last.notify) {
      said.push_back(line(notify));
      if (deliver) dispatcher.delivered(notify.id);
    }
    return said;
  }

  std::string line(const routing::Notify& notify) const {
    std::string out = std::to_string(second) + " " + notify.receiver + " " +
                      std::string(reason_text(notify.reason)) + ":";
    for (const routing::NoticePointer& notice : notify.alerts) {
      out += " " + std::string(notice->labels.get("instance")) + (notice->resolved ? "!" : "");
    }
    return out;
  }

  routing::Dispatcher dispatcher;
  std::int64_t second = 0;
  bool ready = true;
  bool deliver = true;
  std::optional<core::Instant> wake_up;
  routing::Decisions last;

 private:
  std::vector<routing::AlertUpdate> updates_;
};

inline core::Labels down(std::string instance) {
  return {{"alertname", "Down"}, {"instance", std::move(instance)}};
}

}  // namespace silicon::testing
