// Where in a file a place inside a YAML text is, such as the token of an expression that is wrong.
// Pure; any thread. Tested by tests/alerting/config/rules/place_test.cpp.
#pragma once

#include <string_view>

#include "exporter/runtime/yaml/node.hpp"

namespace silicon::config {

// `node` is a text of `file_text`, and `inside` a place in its value. Exact for texts on one line
// without escapes and for blocks that keep their lines ("|"); otherwise where the node begins.
runtime::YamlMark place_inside(const runtime::YamlNode& node, runtime::YamlMark inside,
                               std::string_view file_text);

// The place that a message begins with, as in "1:5: parse error: ..."; 1:1 where there is none.
runtime::YamlMark place_in_message(std::string_view message);

}  // namespace silicon::config
