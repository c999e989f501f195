#include "exporter/runtime/http/router.hpp"

#include <algorithm>
#include <set>

namespace silicon::runtime {
namespace {

bool answers(const HttpRoute& route, std::string_view method) {
  return route.method == method || (route.method == "GET" && method == "HEAD");
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

}  // namespace

bool path_fits(std::string_view pattern, std::string_view path) {
  for (;;) {
    if (pattern == "**") return true;
    const std::size_t pattern_end = pattern.find('/');
    const std::size_t path_end = path.find('/');
    const std::string_view expected = pattern.substr(0, pattern_end);
    const std::string_view segment = path.substr(0, path_end);
    if (expected == "*" ? segment.empty() : expected != segment) return false;
    if (pattern_end == pattern.npos || path_end == path.npos) return pattern_end == path_end;
    pattern.remove_prefix(pattern_end + 1);
    path.remove_prefix(path_end + 1);
  }
}

HttpResponse Router::operator()(const HttpRequest& request) const {
  std::set<std::string> allowed;
  for (const HttpRoute& route : routes_) {
    if (!path_fits(route.path, request.path)) continue;
    if (answers(route, request.method)) return route.handle(request);
    allowed.insert(route.method);
    if (route.method == "GET") allowed.insert("HEAD");
  }
  if (allowed.empty()) {
    return text_response(
        404, "404: there is no page " + request.path + " here. There are:\n" + list_of_pages());
  }
  allowed.insert("OPTIONS");
  HttpResponse answer;
  if (request.method == "OPTIONS") {
    answer.status = 204;
  } else {
    answer = text_response(405, "405: " + request.path + " does not take " + request.method +
                                    ", but " + joined(allowed) + "\n");
  }
  answer.headers.push_back({"Allow", joined(allowed)});
  return answer;
}

std::string Router::list_of_pages() const {
  std::size_t width = 0;
  for (const HttpRoute& route : routes_) {
    if (!route.description.empty()) {
      width = std::max(width, route.method.size() + 1 + route.path.size());
    }
  }
  std::string list;
  for (const HttpRoute& route : routes_) {
    if (route.description.empty()) continue;
    std::string page = route.method + " " + route.path;
    page.resize(width + 3, ' ');
    list += page + route.description + "\n";
  }
  return list;
}

}  // namespace silicon::runtime
