// All targets of one job, from all that discovery has found for it.
// Pure; any thread. Tested by tests/alerting/scrape/discovery/target_set_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/scrape/discovery/target_group.hpp"
#include "alerting/scrape/target.hpp"

namespace silicon::scrape {

struct TargetSet {
  std::vector<Target> active;         // each once, in the order found
  std::vector<core::Labels> dropped;  // by relabelling, before it; at most kMostDropped
  std::size_t dropped_count = 0;      // all of them
  std::vector<std::string> problems;  // of addresses that cannot be targets, in words
  // Not empty when there are more than the job's target_limit: every scrape is to fail with it.
  std::string limit_error;
};

// Kept for people to look at; a fleet's discovery may drop thousands.
inline constexpr std::size_t kMostDropped = 1000;

TargetSet make_targets(const Job& job, const TargetGroups& groups);

}  // namespace silicon::scrape
