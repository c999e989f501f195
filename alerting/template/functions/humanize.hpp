// Numbers made readable as Prometheus does it: 1.235M, 1.53Gi, 1h 1m 1s, 95%.
// Source: github.com/prometheus/common, helpers/templates/convert.go, and Prometheus's
// template/template.go. Pure; any thread.
// Tested by tests/alerting/template/functions/humanize_test.cpp.
#pragma once

#include <string>

#include "alerting/template/value/value.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

std::string humanize(double value);
std::string humanize_1024(double value);
std::string humanize_duration(double seconds);
std::string humanize_percentage(double ratio);

// A number from a number or from text that is one; a duration is worth its seconds.
core::Result<double> to_number(const Value& value);

}  // namespace silicon::templates
