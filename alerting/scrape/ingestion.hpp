// One target's way from answers to stored series: judges what came back, stores the page or ends
// the target's series, adds `up` and the scrape_* series, and keeps the target's health. Neither
// HTTP nor a clock: it is handed answers and times.
// One thread at a time; the store is shared. Tested by tests/alerting/scrape/ingestion_test.cpp.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "alerting/scrape/job.hpp"
#include "alerting/scrape/response.hpp"
#include "alerting/scrape/samples/metadata.hpp"
#include "alerting/scrape/target.hpp"
#include "alerting/series/scrape_cache.hpp"
#include "exporter/core/time.hpp"

namespace silicon::scrape {

class Ingestion {
 public:
  // The job must be the one that the target was made for; the store must outlive this.
  Ingestion(series::Store& store, std::shared_ptr<const Job> job, Target target);
  Ingestion(const Ingestion&) = delete;
  Ingestion& operator=(const Ingestion&) = delete;

  // What a scrape brought whose samples are of `time` (see sample_time() in schedule.hpp). A page
  // that cannot be taken whole is a failed scrape, and leaves nothing but stale markers.
  series::ScrapeReport take(const Response& response, core::Instant time);

  // The target is gone: stale markers for all its series, those about itself too. Not to be called
  // when the program ends.
  void end(core::Instant time);

  // Series of the target from before a restart, those about itself excepted: what the first page
  // has not ends.
  void inherit(const std::vector<core::Labels>& series) { cache_.inherit(series); }

  const Target& target() const { return target_; }
  const Job& job() const { return *job_; }
  const TargetStatus& status() const { return status_; }
  const MetadataTable& metadata() const { return metadata_; }

  // After a reload that left the target as it was: what is now asked of its pages. Series that are
  // called otherwise from now on end with the next page.
  void adopt(std::shared_ptr<const Job> job);

 private:
  static constexpr std::size_t kReports = 5;
  using ReportValues = std::array<double, kReports>;

  core::Status ingest(const Response& response, core::Instant time, series::ScrapeReport& report);
  series::ScrapeOptions options();
  core::Result<std::optional<core::Labels>> resolve(std::string_view text, core::MetricType type);
  void append_reports(const ReportValues& values, core::Instant time);

  series::Store& store_;
  std::shared_ptr<const Job> job_;
  Target target_;
  TargetStatus status_;
  MetadataTable metadata_;
  core::ExpositionFormat format_ = core::ExpositionFormat::text;  // of the page being read
  series::ScrapeCache cache_;
  std::array<series::SeriesRef, kReports> reports_{};
};

}  // namespace silicon::scrape
