// What every call is answered with: Prometheus's envelope of status, data, errors and warnings, and
// the HTTP status that goes with it. Source: github.com/prometheus/prometheus, web/api/v1/api.go.
// Values; any thread. Tested by tests/alerting/api/answer/answer_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/json/writer.hpp"

namespace silicon::api {

struct Answer {
  int status = 200;
  std::string body;  // JSON
};

enum class ErrorType { bad_data, execution, timeout, canceled, internal, not_found, unavailable };

Answer failure(ErrorType type, std::string_view message);

// `invalid parameter "NAME": MESSAGE`.
Answer invalid_parameter(std::string_view name, std::string_view message);

struct Remarks {
  std::vector<std::string> warnings;
  std::vector<std::string> infos;
};

// A writer that stands where the data go, to be handed to success() when they are written.
core::JsonWriter begin_success();
Answer success(core::JsonWriter written, const Remarks& remarks = {});

}  // namespace silicon::api
