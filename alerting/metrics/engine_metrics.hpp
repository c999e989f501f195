// What the alerter says of its scrapes, rules and notices on its /metrics page, under Prometheus's
// own names wherever it has one, so that its dashboards and alerts work unchanged.
// Pure; whoever calls sees to it that the engine stands still. Tested by
// tests/alerting/metrics/engine_metrics_test.cpp.
#pragma once

#include "alerting/engine/engine.hpp"
#include "exporter/core/family.hpp"

namespace silicon::metrics {

core::Families metrics_of(const engine::Engine& engine);

}  // namespace silicon::metrics
