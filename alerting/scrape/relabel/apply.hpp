// Relabelling: rules applied to a label set in their order, as Prometheus applies them
// (model/relabel/relabel.go). One deviation: lowercase and uppercase change ASCII letters only.
// Pure; any thread. Tested by tests/alerting/scrape/relabel/apply_test.cpp, fuzzed by
// tests/fuzz/alerting/relabel.cpp.
#pragma once

#include <optional>
#include <span>

#include "alerting/scrape/relabel/rule.hpp"
#include "exporter/core/labels.hpp"

namespace silicon::scrape {

// nullopt when a rule drops it, or nothing is left of it.
std::optional<core::Labels> relabel(const core::Labels& labels, std::span<const RelabelRule> rules);

}  // namespace silicon::scrape
