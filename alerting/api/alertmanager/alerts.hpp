// GET /api/v2/alerts and /api/v2/alerts/groups: what fires and what keeps it quiet, in
// Alertmanager's JSON; and by a name of ours an alert's "acknowledgement". What keeps an alert
// quiet is found out when it is asked for. Source: prometheus/alertmanager 0.28, api/v2/api.go and
// openapi.yaml. Pure; whoever calls sees to it that the dispatcher stands still.
// Tested by tests/alerting/api/alertmanager/alerts_test.cpp.
#pragma once

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/routing/dispatch/dispatcher.hpp"

namespace silicon::api {

// By fingerprint.
Answer list_firing(const Parameters& parameters, const routing::Dispatcher& dispatcher,
                   core::Instant now);

// By the groups' labels, then by receiver.
Answer list_groups(const Parameters& parameters, const routing::Dispatcher& dispatcher,
                   core::Instant now);

// An error as Alertmanager's API says it: the words as a JSON string.
inline constexpr int kBadRequest = 400;
Answer refusal(int status, std::string_view words);

// {"by", "comment", "at", "until"}; without "until" where it holds until the alert has resolved.
void write_acknowledgement(core::JsonWriter& json, const routing::Acknowledgement& given);

}  // namespace silicon::api
