// The calls about rules and their alerts: /api/v1/rules and /alerts. Answers and errors are
// Prometheus 3.5's. Pure; whoever calls sees to it that nothing is evaluated meanwhile.
// Tested by tests/alerting/api/status/rules_test.cpp.
#pragma once

#include <vector>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/engine/groups/group_set.hpp"

namespace silicon::api {

using Groups = std::vector<engine::GroupSet::Member>;

Answer list_rules(const Parameters& parameters, const Groups& groups);
Answer list_alerts(const Groups& groups);

}  // namespace silicon::api
