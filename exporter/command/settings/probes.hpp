// The section `probes` of the exporter's configuration. Part of parse_config(); errors name the
// place. Tested by tests/exporter/command/settings/probes_test.cpp, fuzzed by
// tests/fuzz/exporter_config.cpp.
#pragma once

#include <vector>

#include "exporter/platform/probing/attempt.hpp"
#include "exporter/runtime/secret.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::command {

// At most this many; whoever has more services wants blackbox_exporter.
inline constexpr std::size_t kMostProbes = 100;

// Names are unique, timeouts are no longer than intervals.
void read_probes(runtime::YamlMap& root, const runtime::Environment& environment,
                 std::vector<probing::Probe>& probes);

}  // namespace silicon::command
