// GET /api/v2/status and /api/v2/receivers. An alerter is alone: its cluster answers as that of an
// Alertmanager with --cluster.listen-address="". Source: prometheus/alertmanager 0.28,
// api/v2/api.go. Pure; any thread. Tested by tests/alerting/api/alertmanager/status_test.cpp.
#pragma once

#include <vector>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/status/about.hpp"
#include "alerting/routing/dispatch/flush.hpp"

namespace silicon::api {

Answer show_status(const About& about);

// In their order in the configuration.
Answer list_receivers(const std::vector<routing::Receiver>& receivers);

}  // namespace silicon::api
