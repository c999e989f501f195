// Names for sensors that a person recognises and that are unique, which Prometheus demands and
// hardware does not offer: two sockets both have a "Core 0", some chips give one label to all their
// inputs. Pure; any thread. Tested by tests/exporter/sources/thermal/sensor_names_test.cpp.
#pragma once

#include <string>
#include <vector>

namespace silicon::thermal {

// From the shortest name to the one that is surely unique.
struct NameChoices {
  std::string plain;   // "coretemp Core 0"
  std::string device;  // what tells equal chips apart, independent of probing order: "coretemp.1"
  std::string input;   // what tells inputs of one chip apart: "temp2"
};

// One name for each, in order: the plain one where nobody else has it; else with the device, then
// with the input, in parentheses; at last numbered. Everybody who shares a name gets the longer
// one, so that the result does not depend on the order.
std::vector<std::string> unique_names(const std::vector<NameChoices>& choices);

}  // namespace silicon::thermal
