// Reading the routing half of a configuration in tests: what it gives, or what it complains of.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "alerting/config/routing/read_routing.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::testing {

struct RoutingRead {
  config::RoutingConfig config;
  bool routes = false;
  std::vector<std::string> errors;  // "a.yml:LINE:COLUMN: ..."
  std::vector<std::string> notes;
};

// Knows the receivers team, db and boss.
inline RoutingRead read_routing_text(std::string_view text) {
  RoutingRead out;
  const auto tree = runtime::parse_yaml(text, "a.yml");
  if (!tree) {
    out.errors = {tree.error().message()};
    return out;
  }
  const std::vector<std::string> receivers{"team", "db", "boss"};
  runtime::YamlErrors errors("a.yml");
  runtime::YamlErrors notes("a.yml");
  runtime::YamlMap root(*tree, errors);
  out.routes = config::read_routing(root, receivers, notes, out.config);
  root.reject_unknown_keys();
  out.errors = errors.messages();
  out.notes = notes.messages();
  return out;
}

inline std::string routing_problem(std::string_view text) {
  const RoutingRead read = read_routing_text(text);
  return read.errors.empty() ? "" : read.errors.front();
}

}  // namespace silicon::testing
