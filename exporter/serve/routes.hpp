// The exporter's HTTP surface as a table of routes: /metrics, /, /-/healthy, /-/ready. No sockets.
// Any thread. Tested by tests/exporter/serve/routes_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/runtime/http/router.hpp"
#include "exporter/serve/instruments.hpp"
#include "exporter/serve/page.hpp"
#include "exporter/serve/sampling/board.hpp"

namespace silicon::serve {

// All that the pages are made from; must outlive the routes.
struct Pages {
  const Board& board;
  Page& page;
  std::string version;
};

std::vector<runtime::HttpRoute> routes(Pages pages);

// The handler for the server: answers by `router` and counts each answer, by path where the path is
// one of the exporter's own, so that strangers cannot grow the number of series.
runtime::HttpHandler counted(runtime::Router router, Instruments& instruments);

}  // namespace silicon::serve
