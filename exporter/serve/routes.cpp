#include "exporter/serve/routes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "exporter/serve/landing.hpp"

namespace silicon::serve {
namespace {

using runtime::HttpRequest;
using runtime::HttpResponse;

constexpr std::array<std::string_view, 4> kPaths{"/", "/-/healthy", "/-/ready", "/metrics"};

HttpResponse metrics(Page& page, const HttpRequest& request) {
  const core::ExpositionFormat format = core::accepted_format(request.header("Accept"));
  HttpResponse response;
  response.content_type = std::string(core::content_type(format));
  response.body = page.text(format);
  response.headers.push_back({"Vary", "Accept"});
  return response;
}

HttpResponse ready(const Board& board) {
  if (board.newest()->version > 0) return runtime::text_response(200, "Ready.\n");
  return runtime::text_response(503, "Not ready: no source has been sampled yet.\n");
}

}  // namespace

std::vector<runtime::HttpRoute> routes(Pages pages) {
  Page& page = pages.page;
  const Board& board = pages.board;
  return {
      {"GET", "/metrics", "the figures, for Prometheus",
       [&page](const HttpRequest& request) { return metrics(page, request); }},
      {"GET", "/", "an overview for people",
       [&board, version = std::move(pages.version)](const HttpRequest&) {
         return runtime::response(200, "text/html; charset=utf-8",
                                  landing_page(*board.newest(), version));
       }},
      {"GET", "/-/healthy", "200 while the process answers",
       [](const HttpRequest&) { return runtime::text_response(200, "Healthy.\n"); }},
      {"GET", "/-/ready", "200 once there are figures",
       [&board](const HttpRequest&) { return ready(board); }},
  };
}

runtime::HttpHandler counted(runtime::Router router, Instruments& instruments) {
  return [router = std::move(router), &instruments](const HttpRequest& request) {
    HttpResponse response = router(request);
    const bool own = std::find(kPaths.begin(), kPaths.end(), request.path) != kPaths.end();
    instruments.answered(own ? request.path : "other", response.status);
    return response;
  };
}

}  // namespace silicon::serve
