// Which fields rule files and rule unit tests have, for those who ask that others be ignored.
// Pure; any thread. Tested by tests/alerting/config/rules/known_fields_test.cpp.
#pragma once

#include <map>
#include <string>

#include "exporter/runtime/yaml/node.hpp"

namespace silicon::config {

// The fields of a map, and what is in those that are maps, or lists of maps, in their turn.
struct KnownFields {
  std::map<std::string, KnownFields> fields;
};

const KnownFields& rule_file_fields();
const KnownFields& unit_test_fields();

// Takes every key that is not known out of the tree. A field of which nothing is known inside is
// left as it is.
void drop_unknown_fields(runtime::YamlNode& node, const KnownFields& known);

}  // namespace silicon::config
