// What the alerter says of its routing on its /metrics page, under Alertmanager's own names, so
// that its dashboards and alerts work unchanged: alerts and silences by state, groups, receivers,
// what came by the API. Deliveries have figures of their own. Nothing without routes. Pure; whoever
// calls sees to it that the notifier stands still. Tested by
// tests/alerting/metrics/routing_metrics_test.cpp.
#pragma once

#include "alerting/engine/notifications/notifier.hpp"
#include "exporter/core/family.hpp"

namespace silicon::metrics {

core::Families metrics_of(const engine::Notifier& notifier, core::Instant now);

}  // namespace silicon::metrics
