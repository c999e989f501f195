// Reads where targets come from: static_configs, file_sd_configs and http_sd_configs, and refuses
// by name every other way that Prometheus knows.
// One thread at a time. Tested by tests/alerting/config/parts/discovery_test.cpp.
#pragma once

#include "alerting/config/discovery.hpp"
#include "alerting/config/parts/context.hpp"

namespace silicon::config {

// `relabelled`: whether relabelling may still make addresses of what looks like none.
void read_discovery(runtime::YamlMap& map, Discovery& out, bool relabelled, const Context& context);

// One entry of static_configs, or of a file_sd file.
void read_target_group(runtime::YamlMap& map, scrape::TargetGroup& out);

}  // namespace silicon::config
