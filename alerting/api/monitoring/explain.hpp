// Why an alert does or does not reach somebody: how its rule sees it, which routes it takes and why
// not the others, its groups with their timers, and what keeps it quiet. Copies what it finds, so
// that the engine need not stand still for long. Pure.
// Tested by tests/alerting/api/monitoring/explain_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/api/monitoring/which.hpp"
#include "alerting/engine/engine.hpp"
#include "alerting/routing/dispatch/dispatcher.hpp"
#include "alerting/routing/dispatch/quiet.hpp"

namespace silicon::api {

inline constexpr std::size_t kMostExplained = 20;

// A route that was looked at.
struct ExplainedRoute {
  std::string key;       // "{}/{team=\"db\"}"
  std::string matchers;  // "{team=\"db\"}"; "{}" of the root
  std::string receiver;
  int depth = 0;
  std::string failed;  // the matcher that did not match; "": the route did
  bool chosen = false;
};

struct ExplainedGroup {
  std::string receiver;
  std::string group_key;
  core::Instant next_flush;
  std::optional<core::Instant> escalate_at;
  std::optional<routing::Suppression> suppression;
  struct Channel {
    std::string receiver;
    std::string integration;
    std::optional<core::Instant> told_at;  // anything of the group
    bool knows = false;                    // that this alert fires
    std::vector<std::uint64_t> waiting;    // messages on their way
  };
  std::vector<Channel> channels;
};

struct Explained {
  core::Labels labels;
  std::optional<alert::RuleIdentity> rule;  // none: from outside, or there is no such alert
  core::Duration hold_for{0};               // the rule's `for`
  std::optional<alert::Alert> alert;        // as the rule sees it
  routing::NoticePointer notice;            // as routing knows it; null: not at all
  std::vector<ExplainedRoute> routes;       // none without routes
  std::vector<ExplainedGroup> groups;
  std::vector<std::string> silenced_by;  // ids
  std::optional<routing::Acknowledgement> acknowledgement;
};

struct Explanation {
  bool routes = false;            // there are some
  std::vector<Explained> alerts;  // in order of labels
  std::size_t left_out = 0;       // alerts beyond kMostExplained
};

// Where no such alert is known, and every matcher says what a label is, the way of an alert with
// these labels is explained.
Explanation explain(const engine::Engine& engine, const Which& which, core::Instant now);

}  // namespace silicon::api
