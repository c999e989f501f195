#include "alerting/shell/web/routes.hpp"

#include <memory>
#include <utility>

#include "alerting/api/alertmanager/alerts.hpp"
#include "alerting/api/monitoring/call.hpp"

namespace silicon::shell {
namespace {

using runtime::HttpRequest;
using runtime::HttpResponse;
using runtime::HttpRoute;
using runtime::text_response;

constexpr std::string_view kApi = "/api/v1/";
constexpr std::string_view kHeartbeat = "/api/v1/heartbeat/";
constexpr std::string_view kMonitoring = "/api/v1/monitoring/";
constexpr std::string_view kAlertmanagerApi = "/api/v2/";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

// Of the query and of a form's body; Go puts the body's first.
api::Parameters parameters_of(const HttpRequest& request) {
  std::vector<std::pair<std::string, std::string>> list;
  if (request.method == "POST" && request.header("Content-Type").starts_with(kForm)) {
    list = runtime::parse_query(request.body);
  }
  for (auto& pair : runtime::parse_query(request.query)) list.push_back(std::move(pair));
  return api::Parameters(std::move(list));
}

HttpResponse response_of(api::Answer answer, const char* allowed) {
  if (answer.status != 405) {
    return runtime::response(answer.status, std::string(kJson), std::move(answer.body));
  }
  HttpResponse refusal = text_response(405, "Method Not Allowed\n");
  refusal.headers.push_back({"Allow", allowed});
  return refusal;
}

// The server leaves the body of the answer to HEAD out.
HttpResponse call_api(const Pages& pages, const HttpRequest& request) {
  const std::string path = request.path.substr(kApi.size());
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  return response_of(api::call({method, path, parameters_of(request)}, pages.world()),
                     "GET, HEAD, OPTIONS");
}

using RoutedCall = api::Answer (*)(const api::AlertmanagerRequest&, const api::AlertmanagerWorld&);

HttpResponse call_routed(const Pages& pages, const HttpRequest& request, std::string_view before,
                         RoutedCall call) {
  if (request.method == "POST" && !request.header("Content-Type").starts_with(kJson)) {
    return response_of(api::refusal(415, "the Content-Type must be application/json"), "");
  }
  api::AlertmanagerRequest asked;
  asked.method = request.method == "HEAD" ? "GET" : request.method;
  asked.path = request.path.substr(before.size());
  asked.parameters = api::Parameters(runtime::parse_query(request.query));
  asked.body = request.body;
  return response_of(call(asked, pages.alertmanager()), "GET, HEAD, OPTIONS, POST, DELETE");
}

HttpResponse metrics(const Pages& pages, const HttpRequest& request) {
  const core::ExpositionFormat format = core::accepted_format(request.header("Accept"));
  HttpResponse answer =
      runtime::response(200, std::string(core::content_type(format)), pages.metrics(format));
  answer.headers.push_back({"Vary", "Accept"});
  return answer;
}

HttpResponse reload(const Pages& pages) {
  if (!pages.reload) {
    return text_response(403, "Reloading by HTTP is switched off (web.reload); send SIGHUP.\n");
  }
  const core::Status status = pages.reload();
  if (status) return text_response(200, "");
  return text_response(500, "failed to reload config: " + status.error().message() + "\n");
}

HttpResponse hear(const Pages& pages, const HttpRequest& request) {
  const std::string name = request.path.substr(kHeartbeat.size());
  if (pages.hear && pages.hear(name)) return text_response(200, "OK\n");
  return text_response(404, "no heartbeat of that name is expected: see heartbeat.expect\n");
}

HttpResponse ready(const Pages& pages) {
  if (pages.ready()) return text_response(200, "silicon-alerter is Ready.\n");
  return text_response(503, "Service Unavailable: rules have not been evaluated yet.\n");
}

}  // namespace

std::vector<HttpRoute> routes(Pages given) {
  const auto pages = std::make_shared<const Pages>(std::move(given));
  const auto api = [pages](const HttpRequest& request) { return call_api(*pages, request); };
  const auto monitoring = [pages](const HttpRequest& request) {
    return call_routed(*pages, request, kMonitoring, api::call_monitoring);
  };
  const auto alertmanager = [pages](const HttpRequest& request) {
    return call_routed(*pages, request, kAlertmanagerApi, api::call_alertmanager);
  };
  const auto again = [pages](const HttpRequest&) { return reload(*pages); };
  const auto heartbeat = [pages](const HttpRequest& request) { return hear(*pages, request); };
  std::vector<HttpRoute> table{
      {"GET", "/api/v1/heartbeat/*", "somebody who is expected to call has called", heartbeat},
      {"POST", "/api/v1/heartbeat/*", "", heartbeat},
      {"GET", "/api/v1/monitoring/**", "why alerts reach whom, and what is on its way", monitoring},
      {"POST", "/api/v1/monitoring/**", "", monitoring},
      {"GET", "/api/v2/**", "Alertmanager's HTTP API: alerts, groups, silences, status",
       alertmanager},
      {"POST", "/api/v2/**", "", alertmanager},
      {"DELETE", "/api/v2/**", "", alertmanager},
      {"GET", "/api/v1/**", "Prometheus's HTTP API: query, rules, alerts, targets...", api},
      {"POST", "/api/v1/**", "", api},
      {"GET", "/metrics", "figures about the alerter itself",
       [pages](const HttpRequest& request) { return metrics(*pages, request); }},
      {"GET", "/-/healthy", "200 while the process answers",
       [](const HttpRequest&) { return text_response(200, "silicon-alerter is Healthy.\n"); }},
      {"GET", "/-/ready", "200 once every rule has been evaluated",
       [pages](const HttpRequest&) { return ready(*pages); }},
      {"POST", "/-/reload", "reads configuration and rules again", again},
      {"PUT", "/-/reload", "", again},
  };
  if (!pages->count) return table;
  for (HttpRoute& route : table) {
    route.handle = [pages, handle = std::move(route.handle)](const HttpRequest& request) {
      HttpResponse answer = handle(request);
      pages->count(request.path, answer.status);
      return answer;
    };
  }
  return table;
}

}  // namespace silicon::shell
