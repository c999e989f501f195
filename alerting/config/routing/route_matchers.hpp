// Matchers as alertmanager.yml writes them: the list `matchers`, and the older maps `match` and
// `match_re`; with or without "source_" or "target_" before it.
// One thread at a time. Tested by tests/alerting/config/routing/route_matchers_test.cpp.
#pragma once

#include <string>

#include "alerting/routing/matching/matcher.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {

// Appends what PREFIXmatch, PREFIXmatch_re and PREFIXmatchers say.
void read_matchers(runtime::YamlMap& map, const std::string& prefix, runtime::YamlErrors& notes,
                   routing::Matchers& out);

}  // namespace silicon::config
