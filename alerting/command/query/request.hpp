// What `query` asks, read from the command line with promtool's defaults: now, the last five
// minutes, about 250 steps. Pure; any thread.
// Tested by tests/alerting/command/query/request_test.cpp.
#pragma once

#include <string>

#include "alerting/command/line/options.hpp"
#include "alerting/command/remote/remote.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

struct QueryRequest {
  std::string path;  // behind /api/v1/
  Form form;
  bool json = false;  // print JSON
};

// Of AlerterCommand::query_instant and query_range. ErrorKind::invalid: wrong usage.
core::Result<QueryRequest> query_request(const AlerterCommandLine& line, core::Instant now);

// The server, if it stands before the expression as promtool has it; otherwise as --url says; "":
// the configuration's.
std::string server_of(const AlerterCommandLine& line);

}  // namespace silicon::command
