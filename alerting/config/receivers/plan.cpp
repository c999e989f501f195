#include "alerting/config/receivers/plan.hpp"

#include <string>
#include <utility>

#include "alerting/alert/own_alerts.hpp"

namespace silicon::config {
namespace {

template <class Integration>
void add(std::vector<routing::Integration>& out, const std::string& kind,
         const std::vector<Integration>& from) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    out.push_back({kind + "[" + std::to_string(i) + "]", from[i].send_resolved});
  }
}

// Ahead of all other routes.
routing::RouteSpec failure_route(const std::string& receiver) {
  routing::RouteSpec route;
  route.receiver = receiver;
  // A plain text always makes a matcher.
  route.matchers = {routing::Matcher::create(match::MatchType::equal, "alertname",
                                             std::string(alert::kReceiverFailing))
                        .value()};
  return route;
}

}  // namespace

std::vector<routing::Integration> integrations_of(const Receiver& receiver) {
  std::vector<routing::Integration> out;
  add(out, "slack", receiver.slack);
  add(out, "email", receiver.email);
  add(out, "pagerduty", receiver.pagerduty);
  add(out, "webhook", receiver.webhooks);
  return out;
}

std::optional<routing::Plan> plan_of(const Config& config) {
  if (!config.routing) return std::nullopt;
  routing::Plan plan;
  plan.root = config.routing->root;
  plan.inhibit_rules = config.routing->inhibit_rules;
  plan.time_intervals = config.routing->time_intervals;
  for (const Receiver& receiver : config.receivers) {
    plan.receivers.push_back({receiver.name, integrations_of(receiver)});
  }
  if (!config.failure_receiver.empty()) {
    plan.root.routes.insert(plan.root.routes.begin(), failure_route(config.failure_receiver));
  }
  return plan;
}

}  // namespace silicon::config
