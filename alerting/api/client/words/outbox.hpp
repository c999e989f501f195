// The outbox as a table for people: ID, state, receiver, integration, reason, alerts, when it was
// decided on, the last answer. Pure; any thread.
// Tested by tests/alerting/api/client/words/outbox_test.cpp, fuzzed by
// tests/fuzz/alerting/api/api_words.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::api {

core::Result<std::string> outbox_text(int status, std::string_view body);

}  // namespace silicon::api
