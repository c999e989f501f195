// A group of rules: evaluated together, in order, each seeing what those before it wrote; and the
// grid of instants on which that happens.
// Values; any thread. Tested by tests/alerting/rules/group_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "alerting/alert/alert.hpp"
#include "alerting/rules/rule.hpp"

namespace silicon::rules {

struct Group {
  std::string file;
  std::string name;
  core::Duration interval = std::chrono::minutes(1);
  core::Duration query_offset{0};  // rules see the data of that long ago
  std::size_t limit = 0;           // series or alerts per rule; 0: none
  core::Labels labels;             // already part of the rules' labels
  std::vector<Rule> rules;
  Place place;
};

// What the rule is known by across reloads and restarts. `index` is a rule of the group.
alert::RuleIdentity identity_of(const Group& group, std::size_t index);

// Groups are evaluated at multiples of their interval, shifted by an amount that spreads groups
// over time and depends on name and file only, so that a restart finds the same grid. The newest
// instant of the group's grid that is not after `now`.
core::Instant slot_at(const Group& group, core::Instant now);

// How many instants of the grid lie between the last evaluated one and `slot`, both excluded.
std::uint64_t missed_slots(const Group& group, core::Instant last, core::Instant slot);

}  // namespace silicon::rules
