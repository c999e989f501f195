// What `query` prints of an answer: as `promtool query` does, in its words or in JSON.
// Source: github.com/prometheus/common, model/value*.go. Pure; any thread.
// Tested by tests/alerting/command/query/print_test.cpp and, beside the real promtool,
// tests/e2e/test_query.py.
#pragma once

#include <string>

#include "alerting/api/client/query.hpp"

namespace silicon::command {

// One line per series or point, without a last line break:
//   up{job="node"} => 1 @[1700000000.123]
std::string query_text(const api::QueryReply& reply);

// The result alone, in one line: [{"metric":{...},"value":[1700000000.123,"1"]}].
std::string query_json(const api::QueryReply& reply);

}  // namespace silicon::command
