// What messages say of an alert besides what it is: the threshold that its rule compares with, and
// what the value was some minutes ago. Reads the store; decides nothing.
// One thread at a time. Tested by tests/alerting/engine/notifications/describe_test.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "alerting/engine/groups/group_set.hpp"
#include "alerting/notify/message/notification.hpp"
#include "alerting/promql/value/options.hpp"
#include "alerting/series/select.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

// How far a trend looks back.
inline constexpr core::Duration kTrendReach = std::chrono::minutes(10);

// Messages show no more alerts than this one by one.
inline constexpr std::size_t kMostDescribed = 20;

// Of firing alerts of these groups; others are left as they are, as is what the store does not say.
void describe(std::vector<notify::Item>& items, const std::vector<GroupSet::Member>& groups,
              const series::Queryable& data, const promql::Options& options, core::Instant now);

}  // namespace silicon::engine
