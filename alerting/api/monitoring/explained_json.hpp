// An explanation as JSON, with the last tries to deliver something of each group.
// Pure; any thread. Tested by tests/alerting/api/monitoring/explained_json_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "alerting/api/monitoring/explain.hpp"
#include "alerting/state/deliveries.hpp"
#include "exporter/core/json/writer.hpp"

namespace silicon::api {

// Of a group, by its key.
using AttemptsOf = std::function<std::vector<state::DeliveryAttempt>(const std::string& group_key)>;

void write_explanation(core::JsonWriter& json, const Explanation& explanation,
                       const AttemptsOf& attempts);

// {"time", "id", "receiver", "integration", "groupKey", "reason", "firing", "resolved", "outcome",
// "answer", "durationSeconds"}.
void write_attempt(core::JsonWriter& json, const state::DeliveryAttempt& attempt);

}  // namespace silicon::api
