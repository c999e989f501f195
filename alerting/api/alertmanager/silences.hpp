// GET /api/v2/silences and /api/v2/silence/ID, in Alertmanager's JSON; and by names of ours a
// silence's "schedule" and "untilResolved". Source: prometheus/alertmanager 0.28, api/v2/api.go.
// Pure; whoever calls sees to it that the set stands still.
// Tested by tests/alerting/api/alertmanager/silences_test.cpp.
#pragma once

#include <string>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/routing/muting/silence.hpp"

namespace silicon::api {

// Active ones first, by their end; then pending ones, by their start; then expired ones, the last
// to expire first.
Answer list_silences(const Parameters& parameters, const routing::SilenceSet& silences,
                     core::Instant now);

Answer show_silence(const std::string& id, const routing::SilenceSet& silences, core::Instant now);

}  // namespace silicon::api
