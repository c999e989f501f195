// Reads whom alerts are sent to: `alerting` (Prometheus's) and `notify` (ours).
// One thread at a time. Tested by tests/alerting/config/sections/delivery_test.cpp.
#pragma once

#include "alerting/config/config.hpp"
#include "alerting/config/parts/context.hpp"

namespace silicon::config {

void read_alerting(runtime::YamlMap& root, Config& out, const Context& context);
void read_notify(runtime::YamlMap& root, Config& out, const Context& context);

}  // namespace silicon::config
