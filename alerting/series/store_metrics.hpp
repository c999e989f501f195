// What the store says of itself on the alerter's /metrics page: what it holds, the limits it is
// held to, and what it refused or dropped for which reason.
// Pure; any thread. Tested by tests/alerting/series/store_metrics_test.cpp.
#pragma once

#include "alerting/series/store.hpp"
#include "exporter/core/family.hpp"

namespace silicon::series {

core::Families metrics_of(const StoreStats& stats);

}  // namespace silicon::series
