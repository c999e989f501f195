// A configuration as it was written, fit for pages and logs: the same YAML without its secrets.
// Pure; any thread. Tested by tests/alerting/config/values/redact_test.cpp.
#pragma once

#include <string>

#include "exporter/runtime/yaml/node.hpp"

namespace silicon::config {

// Block style, in the order written, without comments. The values of keys that are secrets by
// their name are "<secret>", as Prometheus shows them, and passwords in URLs are "xxxxx".
std::string redacted(const runtime::YamlNode& node);

// The same of what has no secrets but passwords in URLs.
std::string printed(const runtime::YamlNode& node);

}  // namespace silicon::config
