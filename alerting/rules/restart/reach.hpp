// How far back a rule looks, recorded series included: `job:errors:rate5m > 1` looks back five
// minutes through the rule that records it. Behind a restart that lost samples, what a rule says
// of alerts from before counts only once its whole reach lies behind the gap.
// Pure; any thread. Tested by tests/alerting/rules/restart/reach_test.cpp.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>

#include "alerting/rules/group.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

// By the name of the metric that is recorded; of several rules that record one, the longest.
using RecordedReach = std::map<std::string, core::Duration, std::less<>>;

RecordedReach recorded_reach(std::span<const Group> groups);

core::Duration reach_through(const promql::Expression& expression, const RecordedReach& recorded);

}  // namespace silicon::rules
