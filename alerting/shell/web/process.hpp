// What this process takes of the machine, under the names that every Prometheus client library
// uses; what the system does not say is left out. Any thread.
// Tested by tests/alerting/shell/web/process_test.cpp.
#pragma once

#include "exporter/core/family.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

// process_*.
core::Families process_metrics(core::Instant started);

}  // namespace silicon::shell
