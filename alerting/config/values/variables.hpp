// ${NAME} and $NAME in texts that are no secrets: external_labels, as Prometheus expands them.
// Pure; any thread. Tested by tests/alerting/config/values/variables_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::config {

// "$$" is a dollar. A variable that is not set is an error: Prometheus takes it for empty, and two
// clusters look like one.
core::Result<std::string> expand_variables(std::string_view text,
                                           const runtime::Environment& environment);

}  // namespace silicon::config
