// Whether all that stands between a machine in trouble and a person who hears of it works: for the
// heartbeat that is sent out only then. Pure; one thread at a time.
// Tested by tests/alerting/engine/notifications/wellness_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/engine/groups/group_set.hpp"
#include "alerting/engine/notifications/health.hpp"
#include "alerting/engine/targets/target_pool.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

// What does not work, in words; "" when all does. A target that is down is the business of rules;
// a job none of whose targets answers is ours. Groups are to be evaluated in time, and what is told
// is to arrive.
std::string trouble_of(const TargetPool& targets, const std::vector<GroupSet::Member>& groups,
                       const ReceiverHealth& health, core::Instant now);

}  // namespace silicon::engine
