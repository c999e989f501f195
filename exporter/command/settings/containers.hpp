// The section `containers` of the exporter's configuration. Part of parse_config(); errors name the
// place. Tested by tests/exporter/command/settings/containers_test.cpp, fuzzed by
// tests/fuzz/exporter_config.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::command {

struct ContainersConfig {
  std::vector<std::string> sockets;  // "unix:///run/docker.sock"; empty: the usual places
  std::vector<std::string> labels;   // of containers, by their keys
  bool cgroups = true;               // false: the engines' statistics instead
};

void read_containers(runtime::YamlMap& root, ContainersConfig& containers);

}  // namespace silicon::command
