// A template's value as JSON: toJson. Pure; any thread.
// Tested by tests/alerting/notify/template/json_value_test.cpp.
#pragma once

#include <string>

#include "alerting/template/value/value.hpp"
#include "exporter/core/result.hpp"

namespace silicon::notify {

// As Go's encoding/json does it: <, > and & in texts escaped, maps in order, times as RFC 3339,
// infinities refused. At most a megabyte.
core::Result<std::string> to_json(const templates::Value& value);

}  // namespace silicon::notify
