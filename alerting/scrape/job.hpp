// One entry of scrape_configs, as far as it says what to make of discovered addresses and of pages:
// everything but how to reach them (config/http_options.hpp) and where to find them
// (config/discovery.hpp). Prometheus's names and defaults.
// A value; any thread.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerting/scrape/relabel/rule.hpp"
#include "exporter/core/exposition/format.hpp"
#include "exporter/core/time.hpp"

namespace silicon::scrape {

// What may be asked for in the Accept header, in the order of preference.
enum class Protocol { openmetrics_1_0_0, openmetrics_0_0_1, text_1_0_0, text_0_0_4 };

// 0: no limit. What exceeds one fails the whole scrape, as in Prometheus.
struct SampleLimits {
  std::size_t samples = 0;  // that relabelling leaves
  std::size_t labels = 0;   // of one series, its name among them
  std::size_t label_name_bytes = 0;
  std::size_t label_value_bytes = 0;
};

// Of one page, uncompressed, where body_size_limit does not say otherwise. Prometheus has no limit;
// an endless page would take all memory.
inline constexpr std::size_t kDefaultBodyLimit = std::size_t{64} << 20;

struct Job {
  std::string name;
  core::Duration interval = std::chrono::minutes(1);
  core::Duration timeout = std::chrono::seconds(10);
  std::string metrics_path = "/metrics";
  std::string scheme = "http";
  std::map<std::string, std::vector<std::string>> params;

  bool honor_labels = false;
  bool honor_timestamps = true;
  bool track_timestamps_staleness = false;
  std::vector<Protocol> protocols = {Protocol::openmetrics_1_0_0, Protocol::openmetrics_0_0_1,
                                     Protocol::text_1_0_0, Protocol::text_0_0_4};
  std::optional<core::ExpositionFormat> fallback_format;  // for pages of no or an unknown type

  std::size_t body_limit = kDefaultBodyLimit;  // bytes
  SampleLimits limits;
  std::size_t target_limit = 0;  // 0: none

  std::vector<RelabelRule> relabel;
  std::vector<RelabelRule> metric_relabel;
};

}  // namespace silicon::scrape
