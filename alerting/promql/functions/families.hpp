// The bodies that table.cpp refers to, one group per file. Pure; any thread.
// Tested by tests/alerting/promql/scripts.
#pragma once

#include "alerting/promql/functions/function.hpp"

namespace silicon::promql {

// math.cpp: value by value
double round_value(double value, std::span<const double> scalars);
double clamp_value(double value, std::span<const double> scalars);
double clamp_minimum(double value, std::span<const double> scalars);
double clamp_maximum(double value, std::span<const double> scalars);
double sign_of(double value);
double binary_logarithm(double value);
double decimal_logarithm(double value);
double degrees(double value);
double radians(double value);

// calendar.cpp: of seconds since 1970, in UTC
double year(double seconds);
double month(double seconds);
double day_of_month(double seconds);
double day_of_week(double seconds);
double day_of_year(double seconds);
double days_in_month(double seconds);
double hour(double seconds);
double minute(double seconds);

// labels.cpp
core::Result<Value> label_replace(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> label_join(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> sort_ascending(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> sort_descending(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> sort_by_label(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> sort_by_label_descending(const CallSite& site, std::vector<Value> arguments);

// vectors.cpp
core::Result<Value> absent_vector(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> scalar_of(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> vector_of(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> evaluation_time(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> pi(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> query_start(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> query_end(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> query_step(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> query_range(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> greater_of(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> lesser_of(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> no_native_histograms(const CallSite& site, std::vector<Value> arguments);
// The labels absent() and absent_over_time() put on their one sample.
core::Labels labels_of_absent(const Expression& argument);

// histograms.cpp
core::Result<Value> histogram_quantile(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> histogram_quantiles(const CallSite& site, std::vector<Value> arguments);
core::Result<Value> histogram_fraction(const CallSite& site, std::vector<Value> arguments);

}  // namespace silicon::promql
