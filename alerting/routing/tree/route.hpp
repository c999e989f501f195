// Alertmanager's routing tree: which routes an alert takes, and what holds for it there. Matching
// is depth first, left to right; the first child that matches ends the search among its siblings
// unless it says `continue`; where no child matches, the node itself is the route. Source:
// prometheus/alertmanager 0.28, dispatch/route.go. Immutable once made; any thread. Tested by
// tests/alerting/routing/tree/route_test.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "alerting/routing/matching/matcher.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::routing {

// Which labels make a group. Every label when `all`, written '...'.
struct GroupBy {
  std::vector<std::string> labels;
  bool all = false;
};

// Ours: who is told of alerts that nobody has acknowledged in time.
struct EscalationStep {
  core::Duration after{};  // since the alert was first told
  std::string receiver;

  friend bool operator==(const EscalationStep&, const EscalationStep&) = default;
};

// A route as written, with what it leaves to its parent absent.
struct RouteSpec {
  std::string receiver;  // "": the parent's; the root must have one
  Matchers matchers;
  bool continues = false;
  std::optional<GroupBy> group_by;
  std::optional<core::Duration> group_wait;
  std::optional<core::Duration> group_interval;
  std::optional<core::Duration> repeat_interval;
  std::optional<core::Duration> resolve_wait;
  std::optional<std::vector<EscalationStep>> escalation;
  std::vector<std::string> mute_time_intervals;
  std::vector<std::string> active_time_intervals;
  std::vector<RouteSpec> routes;
};

// What holds for alerts of a route. Everything is inherited but the time intervals.
struct RouteOptions {
  std::string receiver;
  GroupBy group_by;
  core::Duration group_wait = std::chrono::seconds(30);
  core::Duration group_interval = std::chrono::minutes(5);
  core::Duration repeat_interval = std::chrono::hours(4);
  // Ours: how long after an alert's end its receivers are told; absent, with the next flush.
  std::optional<core::Duration> resolve_wait;
  std::vector<EscalationStep> escalation;  // by `after`
  std::vector<std::string> mute_time_intervals;
  std::vector<std::string> active_time_intervals;
};

struct Route {
  RouteOptions options;
  Matchers matchers;  // sorted
  bool continues = false;
  std::optional<std::size_t> parent;  // places in RouteTree::routes()
  std::vector<std::size_t> children;
  std::string key;  // "{}/{team=\"db\"}": what group keys begin with
  // The key, and which of the routes with this key it is: the same after a reload that moves it.
  std::string identity;
};

// One route that was looked at on the way: why an alert goes where it goes.
struct RouteStep {
  std::size_t route = 0;
  int depth = 0;
  std::optional<Matcher> failed;  // the first matcher that did not match; none: the route matched
  bool chosen = false;            // the alert takes it
};

class RouteTree {
 public:
  explicit RouteTree(const RouteSpec& root);

  // The root first, each parent before its children.
  const std::vector<Route>& routes() const { return routes_; }

  // The routes that an alert takes; at least one.
  std::vector<std::size_t> match(const core::Labels& labels) const;

  // The same, with every route that was looked at.
  std::vector<RouteStep> trace(const core::Labels& labels) const;

 private:
  std::size_t add(const RouteSpec& spec, std::optional<std::size_t> parent);
  bool descend(std::size_t at, const core::Labels& labels, std::vector<std::size_t>& out) const;
  bool explain(std::size_t at, int depth, const core::Labels& labels,
               std::vector<RouteStep>& out) const;

  std::vector<Route> routes_;
};

// The labels that make the alert's group on a route with these options.
core::Labels group_labels(const GroupBy& group_by, const core::Labels& labels);

// {}/{team="db"}:{alertname="Down", cluster="a"}, as receivers see it and make keys of it.
std::string group_key(const Route& route, const core::Labels& group);

}  // namespace silicon::routing
