// The calls that look around in the store: /api/v1/series, /labels and /label/NAME/values. Answers
// and errors are Prometheus 3.5's. Pure; any thread.
// Tested by tests/alerting/api/data/series_test.cpp.
#pragma once

#include <string_view>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/promql/value/options.hpp"
#include "alerting/series/select.hpp"

namespace silicon::api {

Answer list_series(const Parameters& parameters, const series::Queryable& data);
Answer list_label_names(const Parameters& parameters, const series::Queryable& data);

// `name` as it stands in the path; "U__" and hexadecimal escapes in it are undone, as Prometheus 3
// does for names that are not plain.
Answer list_label_values(std::string_view name, const Parameters& parameters,
                         const series::Queryable& data);

}  // namespace silicon::api
