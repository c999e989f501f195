// The sections time_intervals and mute_time_intervals. One thread at a time.
// Tested by tests/alerting/config/routing/time_intervals_test.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "alerting/routing/calendar/time_interval.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {

using NamedIntervals = std::map<std::string, std::vector<routing::TimeInterval>>;

// Both sections share their names.
void read_time_intervals(runtime::YamlMap& root, NamedIntervals& out);

}  // namespace silicon::config
