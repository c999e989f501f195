// `doctor`: what is wrong with a setup, and how to mend it. Asks the alerter that runs with the
// configuration, or tries the configuration out where none runs.
// Blocking. Tested by tests/alerting/command/doctor/doctor_test.cpp.
#pragma once

#include <iosfwd>

#include "alerting/command/line/options.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::command {

// 0 when nothing is wrong, 1 when something is, 2 for wrong usage. The report goes to `out`.
int doctor(const AlerterCommandLine& line, const runtime::Environment& environment,
           const core::Clock& clock, std::ostream& out, std::ostream& err);

}  // namespace silicon::command
