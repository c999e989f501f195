#include "alerting/api/monitoring/which.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "alerting/api/alertmanager/filter.hpp"
#include "alerting/api/posted/json_body.hpp"
#include "alerting/notify/message/notification.hpp"

namespace silicon::api {
namespace {

core::Result<Which> checked(Which which) {
  if (which.fingerprint.empty() == which.matchers.empty()) {
    return core::invalid("which alert? Say its fingerprint, or filter with matchers");
  }
  return which;
}

}  // namespace

bool Which::means(const core::Labels& labels) const {
  return fingerprint.empty() ? routing::matches(matchers, labels)
                             : notify::fingerprint(labels) == fingerprint;
}

std::string Which::text() const {
  return fingerprint.empty() ? routing::matchers_text(matchers) : "the fingerprint " + fingerprint;
}

core::Result<Which> which_of(const Parameters& parameters) {
  auto matchers = read_filter(parameters);
  if (!matchers) return std::move(matchers).error();
  return checked({std::string(parameters.first("fingerprint")), *std::move(matchers)});
}

core::Result<Which> which_of(const nlohmann::json& body) {
  auto fingerprint = text_member(body, "fingerprint");
  if (!fingerprint) return std::move(fingerprint).error();
  std::vector<std::pair<std::string, std::string>> filters;
  if (body.contains("filter")) {
    if (!body["filter"].is_array()) return core::invalid("filter in body must be of type array");
    for (const nlohmann::json& text : body["filter"]) {
      if (!text.is_string()) return core::invalid("filter in body must be texts");
      filters.emplace_back("filter", text.get<std::string>());
    }
  }
  auto matchers = read_filter(Parameters(std::move(filters)));
  if (!matchers) return std::move(matchers).error();
  return checked({(*std::move(fingerprint)).value_or(""), *std::move(matchers)});
}

std::vector<core::Labels> firing(const routing::Dispatcher& dispatcher, const Which& which) {
  std::vector<core::Labels> found;
  for (const auto& [labels, alert] : dispatcher.alerts()) {
    if (!alert.notice->resolved && which.means(labels)) found.push_back(labels);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace silicon::api
