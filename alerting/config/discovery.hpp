// Where targets come from: written down, in files that somebody rewrites, or from a server that
// answers in JSON. Shared by scrape configs and Alertmanagers. Values; any thread.
#pragma once

#include <string>
#include <vector>

#include "alerting/config/http_options.hpp"
#include "alerting/scrape/discovery/target_group.hpp"
#include "exporter/core/time.hpp"

namespace silicon::config {

struct FileDiscovery {
  std::vector<std::string> patterns;  // whole paths; '*' in the last part
  core::Duration refresh_interval = std::chrono::minutes(5);
};

struct HttpDiscovery {
  std::string url;
  core::Duration refresh_interval = std::chrono::minutes(1);
  HttpOptions http;
};

struct Discovery {
  std::vector<scrape::TargetGroup> fixed;
  std::vector<FileDiscovery> files;
  std::vector<HttpDiscovery> servers;
};

}  // namespace silicon::config
