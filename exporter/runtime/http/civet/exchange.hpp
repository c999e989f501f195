// One request and its answer on a civetweb connection: reads the request within limits, asks for
// credentials, calls the handler, and writes the answer. Runs on civetweb's worker threads.
// Tested by tests/exporter/runtime/http/civet/exchange_test.cpp.
#pragma once

#include "exporter/core/time.hpp"
#include "exporter/runtime/http/civet/connections.hpp"
#include "exporter/runtime/http/message.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/logging/logging.hpp"

struct mg_connection;

namespace silicon::runtime {

// What all exchanges of one server share; everything outlives the server.
struct ExchangeContext {
  const HttpServerOptions& options;
  const HttpHandler& handler;
  const core::Clock& clock;
  Connections& connections;
  RepeatedLog& log;
};

// Serves the request that civetweb has read the head of. Returns the status answered.
int serve_request(mg_connection* connection, const ExchangeContext& context);

// Answers what civetweb could not read as a request; the connection is closed afterwards.
void refuse_malformed(mg_connection* connection, int status, const ExchangeContext& context);

}  // namespace silicon::runtime
