// What is wrong, told from what has been asked: targets, rules, sources, clocks, disk, receivers;
// each fault with its fix. Not the asking: see examine.hpp. Pure; any thread.
// Tested by tests/alerting/command/doctor/findings/judge_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/api/client/query.hpp"
#include "alerting/api/client/status.hpp"
#include "alerting/command/doctor/findings/finding.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

// Every job should have targets, and every target answer.
Findings judge_targets(const std::vector<std::string>& jobs,
                       const std::vector<api::TargetReply>& targets);

// No rule should fail, and there should be some.
Findings judge_rules(const std::vector<api::RuleReply>& rules);

// The answer to kDownSources.
inline constexpr std::string_view kDownSources = "silicon_source_up == 0";
Findings judge_sources(const api::QueryReply& down);

// The answer to kClocksAhead: exporters whose samples are of a time to come, by how many seconds.
inline constexpr std::string_view kClocksAhead =
    "max by (job, instance) (silicon_source_last_success_timestamp_seconds - "
    "timestamp(silicon_source_last_success_timestamp_seconds)) > 2 or "
    "max by (job, instance) (abs(node_time_seconds - timestamp(node_time_seconds))) > 2";
Findings judge_exporter_clocks(const api::QueryReply& ahead);

// A server's clock, beside this machine's when it was asked.
Finding judge_server_clock(core::Instant server, core::Instant here);

// This machine's own; nullopt where the system does not say.
Finding judge_machine_clock(std::optional<bool> synchronised);

struct DiskFacts {
  std::string directory;
  std::string problem;  // why nothing can be written there; "" when it can
  std::uint64_t free_bytes = 0;
  std::uint64_t total_bytes = 0;
  std::string state_problem;  // of the state file
};
Findings judge_disk(const DiskFacts& facts);

// How an Alertmanager answered that was asked for its health; `failure` says why it did not.
Finding judge_alertmanager(const std::string& url, int status, const std::string& failure);

// The alerter's own page, or Prometheus's.
Findings judge_own_metrics(std::string_view page);

}  // namespace silicon::command
