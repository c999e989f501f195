// Which function answers which path of /api/v1/monitoring: what Alertmanager's API has no words
// for.
//   GET  explain            why an alert does (not) reach somebody
//   POST acknowledge        somebody has alerts in hand; they are not repeated, nor escalated
//   POST withdraw           and no longer
//   GET  outbox             messages that have not arrived, or were given up
//   POST outbox/ID/resend   try one again that was given up
// Answers are in Prometheus's envelope. Tested by tests/alerting/api/monitoring/call_test.cpp.
#pragma once

#include "alerting/api/alertmanager/call.hpp"

namespace silicon::api {

// `request.path` is what stands behind "/api/v1/monitoring/".
Answer call_monitoring(const AlertmanagerRequest& request, const AlertmanagerWorld& world);

}  // namespace silicon::api
