// Target groups in JSON: what an http_sd server answers, and what a .json file of file_sd holds.
// Pure; any thread. Tested by tests/alerting/scrape/discovery/json_test.cpp, fuzzed by
// tests/fuzz/alerting/target_groups.cpp.
#pragma once

#include <string_view>

#include "alerting/scrape/discovery/target_group.hpp"
#include "exporter/core/result.hpp"

namespace silicon::scrape {

// [{"targets": ["HOST:PORT", ...], "labels": {"name": "value", ...}}, ...]. Unknown keys are
// errors, as in Prometheus. The error says which group is wrong, or at which byte the JSON ends to
// be JSON.
core::Result<TargetGroups> parse_target_groups(std::string_view json);

}  // namespace silicon::scrape
