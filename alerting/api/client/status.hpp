// What a Prometheus API says of itself, as far as somebody looks for faults: targets, rules, names.
// Pure; any thread. Tested by tests/alerting/api/client/status_test.cpp, fuzzed by
// tests/fuzz/alerting/api/api_replies.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::api {

struct TargetReply {
  std::string job;
  std::string url;
  std::string health;  // "up", "down", "unknown"
  std::string error;   // of the last scrape
};
core::Result<std::vector<TargetReply>> read_targets(int status, std::string_view body);

struct RuleReply {
  std::string file;
  std::string group;
  std::string name;
  std::string query;
  std::string type;    // "alerting", "recording"
  std::string health;  // "ok", "err", "unknown"
  std::string error;
};
core::Result<std::vector<RuleReply>> read_rules(int status, std::string_view body);

// The jobs of scrape_pools.
core::Result<std::vector<std::string>> read_jobs(int status, std::string_view body);

// A list of texts: label names and values.
core::Result<std::vector<std::string>> read_texts(int status, std::string_view body);

// How many elements the list has: of series.
core::Result<std::size_t> read_count(int status, std::string_view body);

// The addresses of those that are told.
core::Result<std::vector<std::string>> read_alertmanagers(int status, std::string_view body);

// Of runtimeinfo.
core::Result<bool> read_reload_success(int status, std::string_view body);

}  // namespace silicon::api
