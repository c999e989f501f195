// Answers of Alertmanager's API to calls about silences, in words for people. Pure; any thread.
// Tested by tests/alerting/api/client/words/silences_test.cpp, fuzzed by
// tests/fuzz/alerting/api/api_words.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::api {

// What Alertmanager's API refuses with: its words, which are a JSON string, or the start of what
// came instead; "404: ..." before it.
core::Error refused(int status, std::string_view body);

struct ListedSilence {
  std::string id;
  std::string state;  // "active", "pending", "expired"
  std::string starts_at;
  std::string ends_at;
  std::string created_by;
  std::string matchers;  // {alertname="Down"}
  std::string comment;
  std::string remarks;  // "until resolved", "on schedule"
};

core::Result<std::vector<ListedSilence>> read_silences(int status, std::string_view body);

// Of an answer to a silence that was posted.
core::Result<std::string> read_silence_id(int status, std::string_view body);

// A line with the names of the columns, and one for each: ID, state, start, end, by, matchers,
// comment, remarks.
std::string silences_text(const std::vector<ListedSilence>& silences);

}  // namespace silicon::api
