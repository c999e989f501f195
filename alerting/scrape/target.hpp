// One thing to be scraped, made from what discovery found and a job's relabelling, and what is
// known of its health. Not the scraping (shell/) nor the pages (ingestion.hpp).
// Pure values; any thread. Tested by tests/alerting/scrape/target_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "alerting/scrape/job.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::scrape {

struct Target {
  std::string job;            // the scrape config's job_name, whatever the label says
  core::Labels labels;        // that all its series get: job, instance...
  core::Labels discovered;    // before relabelling, for people
  std::string url;            // "http://127.0.0.1:9924/metrics?module=a"
  core::Duration interval{};  // after relabelling, as __scrape_interval__ says
  core::Duration timeout{};   // never above the interval
  std::uint64_t hash = 0;     // of labels and URL: the same in every process

  // The same target before and after a reload.
  friend bool operator==(const Target& a, const Target& b) {
    return a.job == b.job && a.labels == b.labels && a.url == b.url;
  }
};

// The target for one discovered address, whose labels are `discovered` (with __address__). nullopt
// when relabelling drops it; errors say why it cannot be a target, in Prometheus's words.
core::Result<std::optional<Target>> make_target(const core::Labels& discovered, const Job& job);

// The labels that relabelling starts from: the address's own, its group's where it has none of that
// name, then the job's: job, __scheme__, __metrics_path__, __scrape_interval__,
// __scrape_timeout__, __param_NAME.
core::Labels discovered_labels(const core::Labels& own, const core::Labels& group, const Job& job);

enum class Health { unknown, up, down };

// "unknown", "up", "down", as the API writes it.
std::string_view health_word(Health health);

// What the last scrape said.
struct TargetStatus {
  Health health = Health::unknown;
  std::string last_error;  // "" when up
  std::optional<core::Instant> last_scrape;
  core::SteadyDuration last_duration{};
};

}  // namespace silicon::scrape
