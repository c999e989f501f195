// POST acknowledge and withdraw: somebody takes alerts in hand, or gives them back. The body says
// which alerts (which.hpp), by whom ("by"), why ("comment"), and until when ("until", RFC 3339;
// without it until they have resolved). Pure but for the notifier.
// Tested by tests/alerting/api/monitoring/hands_test.cpp, fuzzed by
// tests/fuzz/alerting/api/monitoring_bodies.cpp.
#pragma once

#include <string_view>

#include "alerting/api/answer/answer.hpp"
#include "alerting/engine/notifications/notifier.hpp"

namespace silicon::api {

// Answered with the labels of the alerts: {"alerts": [{"fingerprint", "labels"}]}.
Answer acknowledge(std::string_view body, core::Instant now, engine::Notifier& notifier,
                   engine::Notifier::Work& work);
Answer withdraw(std::string_view body, engine::Notifier& notifier, engine::Notifier::Work& work);

// The envelope's answer to an error: 404 for what is absent, 400 otherwise.
Answer failure_of(const core::Error& error);

}  // namespace silicon::api
