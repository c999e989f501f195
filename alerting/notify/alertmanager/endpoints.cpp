#include "alerting/notify/alertmanager/endpoints.hpp"

#include <algorithm>
#include <optional>

#include "alerting/scrape/relabel/apply.hpp"
#include "alerting/scrape/url.hpp"

namespace silicon::alertmanager {
namespace {

std::string alerts_path(std::string prefix) {
  while (prefix.ends_with('/')) prefix.pop_back();
  if (!prefix.empty() && !prefix.starts_with('/')) prefix.insert(0, "/");
  return prefix + "/api/v2/alerts";
}

std::string url_of(const core::Labels& labels) {
  return std::string(labels.get("__scheme__")) + "://" + std::string(labels.get("__address__")) +
         scrape::escaped_path(labels.get("__alerts_path__"));
}

void add_once(std::vector<std::string>& urls, std::string url) {
  if (std::find(urls.begin(), urls.end(), url) == urls.end()) urls.push_back(std::move(url));
}

}  // namespace

Endpoints find_endpoints(const EndpointOptions& options, const scrape::TargetGroups& groups) {
  Endpoints endpoints;
  for (const scrape::TargetGroup& group : groups) {
    for (const std::string& address : group.addresses) {
      const core::Labels labels = group.labels.with("__address__", address)
                                      .with("__scheme__", options.scheme)
                                      .with("__alerts_path__", alerts_path(options.path_prefix));
      const std::optional<core::Labels> kept = scrape::relabel(labels, options.relabel);
      if (!kept) {
        add_once(endpoints.dropped, url_of(labels));
      } else if (scrape::is_address(kept->get("__address__"))) {
        add_once(endpoints.urls, url_of(*kept));
      }
    }
  }
  return endpoints;
}

}  // namespace silicon::alertmanager
