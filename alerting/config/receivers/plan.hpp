// From the configuration to what routing goes by: receivers by the names of their integrations, the
// tree, and the way of messages about receivers that fail. Pure; any thread.
// Tested by tests/alerting/config/receivers/plan_test.cpp.
#pragma once

#include <optional>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/config/receivers/receivers.hpp"
#include "alerting/routing/dispatch/flush.hpp"

namespace silicon::config {

// "slack[0]", "email[0]", "email[1]", "pagerduty[0]", "webhook[0]": each kind counted for itself,
// in the order written.
std::vector<routing::Integration> integrations_of(const Receiver& receiver);

// nullopt without a `route`.
std::optional<routing::Plan> plan_of(const Config& config);

}  // namespace silicon::config
