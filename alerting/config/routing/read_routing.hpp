// The routing half of alertmanager.yml as it is: route, inhibit_rules, time_intervals and the older
// mute_time_intervals; and what routes have here besides: resolve_wait, escalation. Not receivers.
// Every mistake is reported with its place, in Alertmanager's words where it has some.
// One thread at a time. Tested by tests/alerting/config/routing/read_routing_test.cpp, fuzzed by
// tests/fuzz/routing/route_config.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "alerting/routing/calendar/time_interval.hpp"
#include "alerting/routing/muting/inhibition.hpp"
#include "alerting/routing/tree/route.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {

struct RoutingConfig {
  routing::RouteSpec root;
  std::vector<routing::InhibitRule> inhibit_rules;
  std::map<std::string, std::vector<routing::TimeInterval>> time_intervals;
};

// Reads these sections of the whole file; `receivers` are the names that routes may use. What is
// right but worth a word goes to `notes`. False where there is no `route`, which is a mistake only
// if another of the sections is there.
bool read_routing(runtime::YamlMap& root, const std::vector<std::string>& receivers,
                  runtime::YamlErrors& notes, RoutingConfig& out);

}  // namespace silicon::config
