// The selectors that callers give as match[]. Pure; any thread.
// Tested by tests/alerting/api/data/series_test.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "alerting/series/match/matcher.hpp"
#include "exporter/core/result.hpp"

namespace silicon::api {

// A bare selector, `up{job="a"}`, that does not select everything. Errors are Prometheus's words.
core::Result<std::vector<match::Matcher>> parse_selector(std::string_view text);

}  // namespace silicon::api
