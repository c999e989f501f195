// Reads `heartbeat`: the one that is sent out while everything works, and those that are expected.
// One thread at a time. Tested by tests/alerting/config/sections/heartbeat_test.cpp.
#pragma once

#include "alerting/config/config.hpp"
#include "alerting/config/parts/context.hpp"

namespace silicon::config {

void read_heartbeat(runtime::YamlMap& root, HeartbeatConfig& out, const Context& context);

}  // namespace silicon::config
