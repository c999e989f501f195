// The reading side of answer/answer.hpp: the data of what a Prometheus API said, or its error in
// the words of Prometheus's own client. Any server's; nothing is taken for granted. For the files
// of this folder only. Source: github.com/prometheus/client_golang, api/prometheus/v1/api.go.
// Pure; any thread. Tested by tests/alerting/api/client/envelope_test.cpp.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

#include "alerting/api/answer/answer.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::api {

struct Envelope {
  nlohmann::json data;
  Remarks remarks;
};

// "bad_data: MESSAGE" where the API refuses; "server_error: server error: 502" where somebody
// answers who does not speak it; "bad_response: ..." for what cannot be read.
core::Result<Envelope> read_envelope(int status, std::string_view body);

// The same of /api/v1/monitoring, which puts its words into 404s as well.
core::Result<Envelope> read_own_envelope(int status, std::string_view body);

core::Error bad_response(const std::string& why);

// "" where there is no text of that name.
std::string text_of(const nlohmann::json& map, std::string_view name);

// What is not a map of texts has no labels.
core::Labels labels_of(const nlohmann::json& map);

// The list of that name; an empty one where there is none.
const nlohmann::json& list_of(const nlohmann::json& map, std::string_view name);

}  // namespace silicon::api
