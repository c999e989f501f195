// Series that rules had written before a restart: ALERTS, ALERTS_FOR_STATE and what is recorded.
// Whoever evaluates on must end those that are not written again, or queries see them for as long
// as the lookback. Pure but for the reading; any thread.
// Tested by tests/alerting/rules/restart/left_over_test.cpp.
#pragma once

#include <span>
#include <vector>

#include "alerting/rules/group.hpp"
#include "alerting/series/select.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

struct LeftOver {
  std::vector<std::vector<core::Labels>> of_groups;  // in the order of the groups
  std::vector<core::Labels> of_nobody;               // of alerts whose rule is no more
};

// Those that have not ended, in (since, now]. What two groups may have written is left out: the one
// would end what the other goes on with.
LeftOver left_over(std::span<const Group* const> groups, const series::Queryable& data,
                   core::Instant since, core::Instant now);

}  // namespace silicon::rules
