#include "alerting/api/status/targets.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerting/api/answer/spelling.hpp"
#include "alerting/api/data/selector.hpp"
#include "exporter/core/duration.hpp"

namespace silicon::api {
namespace {

using JobMembers = engine::TargetPool::JobMembers;
using scrape::Metadata;

void write_target(core::JsonWriter& json, const scrape::Ingestion& ingestion) {
  const scrape::Target& target = ingestion.target();
  const scrape::TargetStatus& status = ingestion.status();
  json.begin_object().key("discoveredLabels").labels(target.discovered);
  json.key("labels").labels(target.labels);
  json.member("scrapePool", target.job).member("scrapeUrl", target.url);
  json.member("globalUrl", target.url).member("lastError", status.last_error);
  json.member("lastScrape", time_text(status.last_scrape));
  json.key("lastScrapeDuration").number(core::seconds(status.last_duration));
  json.member("health", scrape::health_word(status.health));
  json.member("scrapeInterval", core::format_duration(target.interval));
  json.member("scrapeTimeout", core::format_duration(target.timeout)).end_object();
}

void write_active(core::JsonWriter& json, const JobMembers& job) {
  for (const auto& member : job.members) write_target(json, member->ingestion);
}

void write_dropped(core::JsonWriter& json, const std::string& name, const JobMembers& job) {
  for (const core::Labels& labels : job.found.dropped) {
    json.begin_object().key("discoveredLabels").labels(labels);
    json.member("scrapePool", name).end_object();
  }
}

template <class Writer>
void write_jobs(core::JsonWriter& json, const engine::TargetPool& pool, std::string_view only,
                Writer write) {
  for (const auto& [name, job] : pool.jobs()) {
    if (only.empty() || only == name) write(json, name, job);
  }
}

// What targets say of one metric; the same from many targets is one entry.
using Entries = std::vector<Metadata>;

void add(std::map<std::string, Entries>& all, const std::string& name, const Metadata& metadata,
         std::size_t most) {
  Entries& entries = all[name];
  if (most > 0 && entries.size() >= most) return;
  if (std::find(entries.begin(), entries.end(), metadata) == entries.end()) {
    entries.push_back(metadata);
  }
}

template <class Visitor>
void for_each_ingestion(const engine::TargetPool& pool, Visitor visit) {
  for (const auto& [name, job] : pool.jobs()) {
    for (const auto& member : job.members) visit(member->ingestion);
  }
}

// For each metric of a target's last page, or for the one that is asked for.
template <class Visitor>
void for_each_metadata(const scrape::Ingestion& ingestion, std::string_view metric, Visitor visit) {
  if (metric.empty()) {
    ingestion.metadata().for_each(visit);
  } else if (const Metadata* metadata = ingestion.metadata().find(metric)) {
    visit(std::string(metric), *metadata);
  }
}

void write_metadata(core::JsonWriter& json, const Metadata& metadata) {
  json.member("type", scrape::type_word(metadata.type));
  json.member("unit", metadata.unit).member("help", metadata.help);
}

struct MetadataWish {
  std::size_t limit = 0;
  std::size_t limit_per_metric = 0;
  std::optional<Answer> refusal = std::nullopt;
};

MetadataWish read_wish(const Parameters& parameters) {
  MetadataWish wish;
  const auto read = [&](std::string_view name, std::size_t& number) {
    const auto limit = parse_limit(parameters.first(name));
    if (limit) {
      number = *limit;
    } else {
      wish.refusal = failure(ErrorType::bad_data, std::string(name) + " must be a number");
    }
  };
  read("limit", wish.limit);
  read("limit_per_metric", wish.limit_per_metric);
  return wish;
}

}  // namespace

Answer list_targets(const Parameters& parameters, const engine::TargetPool& pool) {
  const std::string_view state = parameters.first("state");
  const std::string_view only = parameters.first("scrapePool");
  const bool active = state.empty() || state == "any" || state == "active";
  const bool dropped = state.empty() || state == "any" || state == "dropped";
  core::JsonWriter json = begin_success();
  json.begin_object().key("activeTargets").begin_array();
  if (active) {
    write_jobs(json, pool, only,
               [](core::JsonWriter& out, const std::string&, const JobMembers& job) {
                 write_active(out, job);
               });
  }
  json.end_array().key("droppedTargets").begin_array();
  if (dropped) {
    write_jobs(json, pool, only,
               [](core::JsonWriter& out, const std::string& name, const JobMembers& job) {
                 write_dropped(out, name, job);
               });
  }
  json.end_array().key("droppedTargetCounts");
  if (!dropped || !only.empty()) return success(std::move(json.raw("null").end_object()));
  json.begin_object();
  for (const auto& [name, job] : pool.jobs()) {
    json.key(name).integer(static_cast<std::int64_t>(job.found.dropped_count));
  }
  json.end_object().end_object();
  return success(std::move(json));
}

Answer list_scrape_pools(const engine::TargetPool& pool) {
  core::JsonWriter json = begin_success();
  json.begin_object().key("scrapePools").begin_array();
  for (const auto& [name, job] : pool.jobs()) json.string(name);
  json.end_array().end_object();
  return success(std::move(json));
}

Answer list_metadata(const Parameters& parameters, const engine::TargetPool& pool) {
  MetadataWish wish = read_wish(parameters);
  if (wish.refusal) return *std::move(wish.refusal);
  std::map<std::string, Entries> all;
  for_each_ingestion(pool, [&](const scrape::Ingestion& ingestion) {
    for_each_metadata(ingestion, parameters.first("metric"),
                      [&](const std::string& name, const Metadata& metadata) {
                        add(all, name, metadata, wish.limit_per_metric);
                      });
  });
  core::JsonWriter json = begin_success();
  json.begin_object();
  std::size_t written = 0;
  for (const auto& [name, entries] : all) {
    if (wish.limit > 0 && written++ == wish.limit) break;
    json.key(name).begin_array();
    for (const Metadata& metadata : entries) {
      json.begin_object();
      write_metadata(json, metadata);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  return success(std::move(json));
}

Answer list_target_metadata(const Parameters& parameters, const engine::TargetPool& pool) {
  MetadataWish wish = read_wish(parameters);
  if (wish.refusal) return *std::move(wish.refusal);
  std::vector<match::Matcher> matchers;
  if (const std::string_view text = parameters.first("match_target"); !text.empty()) {
    auto selector = parse_selector(text);
    if (!selector) return failure(ErrorType::bad_data, selector.error().message());
    matchers = *std::move(selector);
  }
  const std::string_view metric = parameters.first("metric");
  core::JsonWriter json = begin_success();
  json.begin_array();
  std::size_t written = 0;
  for_each_ingestion(pool, [&](const scrape::Ingestion& ingestion) {
    const core::Labels& labels = ingestion.target().labels;
    const bool wanted = std::all_of(matchers.begin(), matchers.end(),
                                    [&](const auto& one) { return one.matches(labels); });
    if (!wanted) return;
    for_each_metadata(ingestion, metric, [&](const std::string& name, const Metadata& metadata) {
      if (wish.limit > 0 && written++ >= wish.limit) return;
      json.begin_object().key("target").labels(labels);
      if (metric.empty()) json.member("metric", name);
      write_metadata(json, metadata);
      json.end_object();
    });
  });
  json.end_array();
  return success(std::move(json));
}

}  // namespace silicon::api
