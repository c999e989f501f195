// Reads lists of relabelling rules. One thread at a time.
// Tested by tests/alerting/config/parts/relabel_test.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "alerting/scrape/relabel/rule.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {

void read_relabel_rules(runtime::YamlMap& map, std::string_view key,
                        std::vector<scrape::RelabelRule>& out);

}  // namespace silicon::config
