#include "alerting/api/monitoring/explain.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "alerting/alert/notice.hpp"
#include "alerting/rules/group.hpp"

namespace silicon::api {
namespace {

using engine::Engine;
using Found = std::map<core::Labels, Explained>;

void add_of_rules(const Engine& engine, const Which& which, Found& found) {
  for (const auto& member : engine.groups()) {
    for (std::size_t i = 0; i < member.state.rules.size(); ++i) {
      for (const alert::Alert& alert : member.state.rules[i].alerts) {
        core::Labels labels = alert::notice_labels(alert.labels, engine.settings().external_labels);
        if (!which.means(labels)) continue;
        Explained& one = found[labels];
        one.labels = std::move(labels);
        one.rule = rules::identity_of(member.group, i);
        one.hold_for = member.group.rules[i].hold_for;
        one.alert = alert;
      }
    }
  }
}

void add_of_routing(const routing::Dispatcher& dispatcher, const Which& which, Found& found) {
  for (core::Labels& labels : firing(dispatcher, which)) found[labels].labels = labels;
}

// Labels of an alert that there might be: none where a matcher leaves that open.
core::Labels supposed(const Which& which) {
  std::vector<core::LabelView> labels;
  for (const routing::Matcher& matcher : which.matchers) {
    if (matcher.type() != match::MatchType::equal) return {};
    labels.push_back({matcher.name(), matcher.value()});
  }
  return core::Labels(labels);
}

std::vector<ExplainedRoute> routes_of(const routing::RouteTree& tree,
                                      const std::vector<routing::RouteStep>& path) {
  std::vector<ExplainedRoute> routes;
  for (const routing::RouteStep& step : path) {
    const routing::Route& route = tree.routes()[step.route];
    routes.push_back({route.key, routing::matchers_text(route.matchers), route.options.receiver,
                      step.depth, step.failed ? routing::matcher_text(*step.failed) : "",
                      step.chosen});
  }
  return routes;
}

ExplainedGroup group_of(const routing::GroupStanding& standing, const core::Labels& labels) {
  ExplainedGroup group{standing.route->options.receiver,
                       standing.group_key,
                       standing.next_flush,
                       standing.escalate_at,
                       standing.suppression,
                       {}};
  for (const routing::Channel& channel : standing.channels) {
    ExplainedGroup::Channel& out = group.channels.emplace_back();
    out.receiver = channel.receiver;
    out.integration = channel.integration;
    if (channel.told) {
      out.told_at = channel.told->sent_at;
      out.knows = routing::has(channel.told->firing, labels.hash());
    }
    for (const auto& pending : channel.pending) out.waiting.push_back(pending.id);
  }
  return group;
}

void route(const routing::Dispatcher& dispatcher, core::Instant now, Explained& one) {
  const routing::Standing standing = dispatcher.explain(one.labels, now);
  one.notice = standing.notice;
  one.routes = routes_of(dispatcher.tree(), standing.path);
  for (const routing::GroupStanding& each : standing.groups) {
    one.groups.push_back(group_of(each, one.labels));
  }
  const auto known = dispatcher.alerts().find(one.labels);
  if (known == dispatcher.alerts().end()) return;
  routing::Quiet quiet = routing::quiet_of(dispatcher, known->second, now);
  one.silenced_by = std::move(quiet.silenced_by);
  if (quiet.acknowledgement != nullptr) one.acknowledgement = *quiet.acknowledgement;
}

}  // namespace

Explanation explain(const Engine& engine, const Which& which, core::Instant now) {
  const routing::Dispatcher* dispatcher = engine.notifier().dispatcher();
  Found found;
  add_of_rules(engine, which, found);
  if (dispatcher != nullptr) add_of_routing(*dispatcher, which, found);
  if (core::Labels labels = supposed(which); found.empty() && !labels.empty()) {
    found[labels].labels = labels;
  }
  Explanation out;
  out.routes = dispatcher != nullptr;
  for (auto& [labels, one] : found) {
    if (out.alerts.size() == kMostExplained) break;
    if (dispatcher != nullptr) route(*dispatcher, now, one);
    out.alerts.push_back(std::move(one));
  }
  out.left_out = found.size() - out.alerts.size();
  return out;
}

}  // namespace silicon::api
