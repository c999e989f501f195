// Groups of rules in one line, for tests of what schedules, keeps or shows them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::testing {

inline rules::Group group_of(std::string name, std::vector<rules::Rule> rules,
                             core::Duration interval = std::chrono::seconds(10)) {
  rules::Group group;
  group.file = "rules.yml";
  group.name = std::move(name);
  group.interval = interval;
  group.rules = std::move(rules);
  return group;
}

}  // namespace silicon::testing
