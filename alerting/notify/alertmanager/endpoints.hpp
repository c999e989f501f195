// The Alertmanagers to send to, from what discovery has found for one entry of
// alerting.alertmanagers. Pure; any thread.
// Tested by tests/alerting/notify/alertmanager/endpoints_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/scrape/discovery/target_group.hpp"
#include "alerting/scrape/relabel/rule.hpp"

namespace silicon::alertmanager {

struct EndpointOptions {
  std::string scheme = "http";
  std::string path_prefix;
  std::vector<scrape::RelabelRule> relabel;
};

struct Endpoints {
  std::vector<std::string> urls;     // "http://HOST:9093/api/v2/alerts", each once
  std::vector<std::string> dropped;  // by relabelling: for /api/v1/alertmanagers
};

// Relabelling sees __address__, __scheme__, __alerts_path__ and the groups' labels, as in
// Prometheus. An address that cannot be a host is left out.
Endpoints find_endpoints(const EndpointOptions& options, const scrape::TargetGroups& groups);

}  // namespace silicon::alertmanager
