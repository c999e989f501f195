// Which handler answers a request: a table of paths, and helpful words for whoever asks for another
// one. Pure; immutable once serving, so any thread. Tested by
// tests/exporter/runtime/http/router_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/runtime/http/message.hpp"

namespace silicon::runtime {

struct HttpRoute {
  std::string method;       // "GET" answers HEAD as well
  std::string path;         // "/metrics"; "*" stands for one segment, a last "**" for all the rest
  std::string description;  // a few words for the list of pages; "" hides it there
  HttpHandler handle;
};

class Router {
 public:
  explicit Router(std::vector<HttpRoute> routes) : routes_(std::move(routes)) {}

  // The answer of the first route that fits. Otherwise 404 with a list of the pages there are, 405
  // with Allow where only the method is wrong, or 204 with Allow for OPTIONS.
  HttpResponse operator()(const HttpRequest& request) const;

  // One line per route with a description: "GET /metrics   figures for Prometheus".
  std::string list_of_pages() const;

 private:
  std::vector<HttpRoute> routes_;
};

// Whether `path` fits `pattern`, as HttpRoute::path states it.
bool path_fits(std::string_view pattern, std::string_view path);

}  // namespace silicon::runtime
