// All that the engine goes by: jobs, groups, receivers and the numbers of the configuration. Made
// from the configuration and the rule files by the shell. A value; any thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/engine/delivery/ledger.hpp"
#include "alerting/engine/notifications/heartbeats.hpp"
#include "alerting/promql/value/options.hpp"
#include "alerting/routing/dispatch/flush.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/scrape/job.hpp"

namespace silicon::engine {

struct Settings {
  std::vector<std::shared_ptr<const scrape::Job>> jobs;
  std::vector<rules::Group> groups;
  std::vector<Receiver> receivers;  // that are told each thing once
  bool has_alertmanagers = false;
  std::optional<routing::Plan> plan;  // who is routed to
  std::vector<ExpectedHeartbeat> heartbeats;
  core::Duration beat_interval{0};  // of the heartbeat that is sent out; 0: none is

  core::Labels external_labels;
  std::string external_url;  // without a trailing '/'
  promql::Options options;
  core::Duration resend_delay = std::chrono::minutes(1);
  rules::OnMissing on_missing = rules::OnMissing::hold;
  std::size_t report_empty_after = 10;  // evaluations; 0: never

  core::Duration save_interval = std::chrono::minutes(1);       // of recent samples
  core::Duration samples_retention = std::chrono::minutes(15);  // of saved ones
  core::Duration history_retention = std::chrono::hours(24 * 30);
};

// How far back saved samples must go for every rule to be computed at once after a restart.
core::Duration reach_of(const std::vector<rules::Group>& groups, const promql::Options& options);

}  // namespace silicon::engine
