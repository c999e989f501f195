#include "alerting/config/sections/scrape.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "alerting/config/parts/discovery.hpp"
#include "alerting/config/parts/http.hpp"
#include "alerting/config/parts/relabel.hpp"
#include "alerting/config/values/bytes.hpp"
#include "alerting/scrape/response.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;
using scrape::Job;
using scrape::Protocol;

void read_protocols(YamlMap& map, Job& job, const Context& context) {
  std::vector<std::string> words;
  if (!map.read("scrape_protocols", words)) return;
  std::vector<Protocol> protocols;
  for (const std::string& word : words) {
    const auto protocol = scrape::parse_protocol(word);
    if (protocol) {
      protocols.push_back(*protocol);
    } else if (word == "PrometheusProto") {
      ignore(map, "scrape_protocols", "PrometheusProto is never asked for", context);
    } else {
      map.fail("scrape_protocols", "unknown protocol " + core::excerpt(word));
    }
  }
  if (words.empty()) map.fail("scrape_protocols", "must not be empty");
  if (!protocols.empty()) job.protocols = std::move(protocols);
}

void read_fallback(YamlMap& map, Job& job) {
  std::string word;
  if (!map.read("fallback_scrape_protocol", word)) return;
  const auto protocol = scrape::parse_protocol(word);
  if (!protocol) {
    map.fail("fallback_scrape_protocol", "unknown protocol " + core::excerpt(word));
    return;
  }
  job.fallback_format = scrape::format_of(*protocol);
}

// Of global and of jobs alike.
void read_limits(YamlMap& map, Job& job, const Context& context) {
  std::size_t bytes = 0;
  if (map.read_with("body_size_limit", bytes, parse_bytes)) {
    job.body_limit = bytes == 0 ? scrape::kDefaultBodyLimit : bytes;
  }
  if (map.has("body_size_limit") && bytes == 0) {
    context.notes.add(map.node("body_size_limit")->mark, map.path_of("body_size_limit"),
                      "0 is 64MB here, not \"no limit\": state what the longest page may have");
  }
  map.read("sample_limit", job.limits.samples);
  map.read("label_limit", job.limits.labels);
  map.read("label_name_length_limit", job.limits.label_name_bytes);
  map.read("label_value_length_limit", job.limits.label_value_bytes);
  map.read("target_limit", job.target_limit);
}

void ignore_what_is_about_storage(YamlMap& map, const Context& context) {
  for (const char* key : {"scrape_native_histograms", "always_scrape_classic_histograms",
                          "scrape_classic_histograms", "convert_classic_histograms_to_nhcb",
                          "native_histogram_bucket_limit", "native_histogram_min_bucket_factor"}) {
    ignore(map, key, "histograms are classic ones here, and stay so", context);
  }
  ignore(map, "keep_dropped_targets", "dropped targets are kept within a limit", context);
  ignore(map, "scrape_failure_log_file", "failed scrapes are in the log and on the targets page",
         context);
  for (const char* key : {"metric_name_validation_scheme", "metric_name_escaping_scheme"}) {
    ignore(map, key, "names may be any UTF-8 text", context);
  }
  ignore(map, "extra_scrape_metrics", "there are the five series that Prometheus always writes",
         context);
}

void read_times(YamlMap& map, Job& job, const Job& defaults) {
  const bool own_interval = map.read("scrape_interval", job.interval);
  const bool own_timeout = map.read("scrape_timeout", job.timeout);
  if (!own_timeout) job.timeout = std::min(defaults.timeout, job.interval);
  if (job.timeout > job.interval) {
    map.fail("scrape_timeout", "is longer than the scrape interval, " +
                                   core::format_duration(job.interval) +
                                   (own_interval ? "" : ", which is the global one"));
  }
}

void read_params(YamlMap& map, Job& job) {
  const runtime::YamlNode* params = map.node("params");
  if (params == nullptr) return;
  const auto is_text = [](const runtime::YamlNode& item) {
    return item.kind == runtime::YamlNode::Kind::scalar;
  };
  if (params->kind != runtime::YamlNode::Kind::map) {
    map.fail("params", "must be a map of names to lists of texts");
    return;
  }
  for (const runtime::YamlNode::Entry& entry : params->entries) {
    const auto& items = entry.value.items;
    if (entry.value.kind != runtime::YamlNode::Kind::sequence ||
        !std::all_of(items.begin(), items.end(), is_text)) {
      map.fail("params", "\"" + entry.key + "\" must be a list of texts");
      continue;
    }
    for (const runtime::YamlNode& item : items) job.params[entry.key].push_back(item.text);
  }
}

void read_request(YamlMap& map, ScrapeConfig& config, const Context& context) {
  Job& job = config.job;
  map.read("metrics_path", job.metrics_path);
  map.read_choice("scheme", job.scheme,
                  {{"http", std::string("http")}, {"https", std::string("https")}});
  read_params(map, job);
  map.read("enable_compression", config.http.compression);
  read_http_options(map, config.http, context);
}

ScrapeConfig read_scrape_config(YamlMap& map, const Job& defaults, const Context& context) {
  ScrapeConfig config;
  Job& job = config.job;
  job = defaults;
  map.require("job_name", job.name);
  if (map.has("job_name") && job.name.empty()) map.fail("job_name", "must not be empty");
  read_times(map, job, defaults);
  read_request(map, config, context);
  read_protocols(map, job, context);
  read_fallback(map, job);
  map.read("honor_labels", job.honor_labels);
  map.read("honor_timestamps", job.honor_timestamps);
  map.read("track_timestamps_staleness", job.track_timestamps_staleness);
  read_limits(map, job, context);
  ignore_what_is_about_storage(map, context);
  read_relabel_rules(map, "relabel_configs", job.relabel);
  read_relabel_rules(map, "metric_relabel_configs", job.metric_relabel);
  read_discovery(map, config.discovery, map.has("relabel_configs"), context);
  return config;
}

}  // namespace

void read_scrape_defaults(YamlMap& global, Job& defaults, const Context& context) {
  global.read("scrape_interval", defaults.interval);
  const bool own_timeout = global.read("scrape_timeout", defaults.timeout);
  if (!own_timeout) defaults.timeout = std::min(defaults.timeout, defaults.interval);
  if (defaults.timeout > defaults.interval) {
    global.fail("scrape_timeout",
                "is longer than the scrape interval, " + core::format_duration(defaults.interval));
  }
  read_protocols(global, defaults, context);
  read_limits(global, defaults, context);
  ignore_what_is_about_storage(global, context);
}

void read_scrape_configs(YamlMap& root, const Job& defaults, std::vector<ScrapeConfig>& out,
                         const Context& context) {
  std::set<std::string> names;
  root.read_each("scrape_configs", [&](YamlMap& map) {
    ScrapeConfig config = read_scrape_config(map, defaults, context);
    if (!config.job.name.empty() && !names.insert(config.job.name).second) {
      map.fail("job_name", "there is another job named " + core::excerpt(config.job.name));
    }
    out.push_back(std::move(config));
  });
}

}  // namespace silicon::config
