// The answers to /api/v1/monitoring in words for people. Pure; any thread.
// Tested by tests/alerting/api/client/words/explanation_test.cpp, fuzzed by
// tests/fuzz/alerting/api/api_words.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::api {

// Of explain: a paragraph for each alert.
core::Result<std::string> explanation_text(int status, std::string_view body);

// Of acknowledge and withdraw: "VERB FINGERPRINT {labels}", a line for each alert.
core::Result<std::string> hands_text(const std::string& verb, int status, std::string_view body);

}  // namespace silicon::api
