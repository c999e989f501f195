// Asks whoever answers Prometheus's API all that the doctor wants to know, be it a running alerter
// or a trial of its configuration, and hands the answers to the judges. One question after the
// other. Tested by tests/alerting/command/doctor/examine_test.cpp.
#pragma once

#include <functional>
#include <string>

#include "alerting/command/doctor/findings/finding.hpp"
#include "alerting/command/remote/remote.hpp"
#include "exporter/core/result.hpp"

namespace silicon::command {

// One call of /api/v1.
using Ask = std::function<core::Result<runtime::HttpAnswer>(const std::string& path, const Form&)>;

// Scrapes, sources, rules, series, the exporters' clocks. A call that is not answered is a fault.
Findings examine(const Ask& ask);

// The server's own time.
core::Result<core::Instant> time_of(const Ask& ask);

// Whether it runs with what its files say.
Findings examine_reload(const Ask& ask);

// The Alertmanagers that it tells, as addresses of /api/v2/alerts.
core::Result<std::vector<std::string>> alertmanagers_of(const Ask& ask);

}  // namespace silicon::command
