// What a file_sd file holds, in YAML or JSON: a list of maps with targets and labels.
// Pure; any thread. Tested by tests/alerting/config/target_groups_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/scrape/discovery/target_group.hpp"
#include "exporter/core/result.hpp"

namespace silicon::config {

// By the file's name: .json, .yml or .yaml. Every address gets the label __meta_filepath, as from
// Prometheus. All mistakes at once, "FILE:LINE:COLUMN: ..." each (JSON: "FILE: ...").
core::Result<scrape::TargetGroups> parse_target_file(std::string_view text,
                                                     const std::string& file);

}  // namespace silicon::config
