// The body of a POST to /api/v2/alerts of an Alertmanager, as Prometheus sends it.
// Pure; any thread. Tested by tests/alerting/notify/alertmanager/render_test.cpp.
#pragma once

#include <span>
#include <string>

#include "alerting/alert/notice.hpp"

namespace silicon::alertmanager {

// What Prometheus does not say and Alertmanager has no field for, as annotations: `no_data` for an
// alert that is held although its data are missing, `resolved_value` for what it was when it
// resolved. Annotations of the user's own go before them.
enum class Extras { none, annotations };

// JSON. A resolved alert's endsAt is when it resolved, a firing one's until when it holds.
std::string render(std::span<const alert::Notice> notices, Extras extras);

}  // namespace silicon::alertmanager
