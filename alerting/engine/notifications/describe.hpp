// What messages say of an alert besides what it is: the threshold that its rule compares with, and
// what the value was some minutes ago. Reads the store; decides nothing.
// One thread at a time. Tested by tests/alerting/engine/notifications/describe_test.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

#include "alerting/engine/groups/group_set.hpp"
#include "alerting/notify/message/notification.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/rules/rule.hpp"
#include "alerting/series/select.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

// How far a trend looks back.
inline constexpr core::Duration kTrendReach = std::chrono::minutes(10);

// Messages show no more alerts than this one by one.
inline constexpr std::size_t kMostDescribed = 20;

// For all messages of one moment: what a rule measured is asked for once, at the first that needs
// it. The groups and the store must outlive it.
class Describer {
 public:
  Describer(const std::vector<GroupSet::Member>& groups, const series::Queryable& data,
            const promql::Options& options, core::Instant now);
  ~Describer();
  Describer(const Describer&) = delete;
  Describer& operator=(const Describer&) = delete;

  // Firing alerts of these groups; others are left as they are, as is what the store does not say.
  void describe(std::vector<notify::Item>& items);

 private:
  class Measured;

  // Null where the rule compares nothing that can be measured, or the store does not know it.
  const Measured* measured(const rules::Rule& rule);

  const std::vector<GroupSet::Member>& groups_;
  promql::Engine engine_;
  core::Instant time_;
  std::map<const rules::Rule*, std::unique_ptr<const Measured>> asked_;
};

}  // namespace silicon::engine
