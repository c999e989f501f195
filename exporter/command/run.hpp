// Sampling for as long as the operator wants, with the pages served meanwhile; or for a moment,
// with the page printed. The thin shell around sampler, page and server: owns the threads and
// signals. Tested by tests/exporter/command/run_test.cpp and end to end by tests/e2e.
#pragma once

#include "exporter/command/settings/config.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

// Serves until SIGINT or SIGTERM. Fails when it cannot listen. When a source hangs so that its
// thread cannot be ended, leaves the process with code 0 instead of returning. `live`: prints a
// line of figures every second on stdout.
core::Status run(const Config& config, const core::Clock& clock, bool live);

// Samples long enough for figures that need an interval, then prints the page on stdout.
core::Status print_once(const Config& config, const core::Clock& clock);

}  // namespace silicon::command
