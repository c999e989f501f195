#include "alerting/scrape/ingestion.hpp"

#include <limits>
#include <utility>
#include <vector>

#include "alerting/scrape/samples/series_labels.hpp"
#include "exporter/core/exposition/series.hpp"

namespace silicon::scrape {
namespace {

// In Prometheus's order. All of them are written for every scrape, failed or not.
constexpr std::array<std::string_view, 5> kReportNames = {
    "up", "scrape_duration_seconds", "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling", "scrape_series_added"};

}  // namespace

Ingestion::Ingestion(series::Store& store, std::shared_ptr<const Job> job, Target target)
    : store_(store),
      job_(std::move(job)),
      target_(std::move(target)),
      cache_(store,
             [this](std::string_view text, core::MetricType type) { return resolve(text, type); }) {
}

core::Result<std::optional<core::Labels>> Ingestion::resolve(std::string_view text,
                                                             core::MetricType type) {
  const auto series = core::parse_series(text, format_);
  if (!series) return series.error();
  return series_labels(*series, type, target_.labels, *job_);
}

series::ScrapeOptions Ingestion::options() {
  series::ScrapeOptions options;
  options.format = format_;
  if (job_->limits.samples > 0) options.max_samples = job_->limits.samples;
  options.honor_timestamps = job_->honor_timestamps;
  options.end_timestamped = job_->track_timestamps_staleness;
  options.on_metadata = [this](const core::ExpositionEntry& entry) { metadata_.take(entry); };
  return options;
}

core::Status Ingestion::ingest(const Response& response, core::Instant time,
                               series::ScrapeReport& report) {
  const auto format = judge(response, *job_);
  if (!format) return format.error();
  format_ = *format;
  metadata_.begin_page();
  auto status = cache_.ingest(response.body, options(), time, report);
  if (status) metadata_.end_page();
  return status;
}

series::ScrapeReport Ingestion::take(const Response& response, core::Instant time) {
  series::ScrapeReport report;
  const core::Status status = ingest(response, time, report);
  if (!status) report.series_ended = cache_.end_all(time);
  status_.health = status ? Health::up : Health::down;
  status_.last_error = status ? "" : status.error().message();
  status_.last_scrape = response.begun;
  status_.last_duration = response.duration;
  append_reports(
      {status ? 1.0 : 0.0, core::seconds(response.duration), static_cast<double>(report.exposed),
       static_cast<double>(report.kept), static_cast<double>(report.series_added)},
      time);
  return report;
}

void Ingestion::end(core::Instant time) {
  cache_.end_all(time);
  ReportValues values;
  values.fill(series::stale_marker());
  append_reports(values, time);
}

void Ingestion::adopt(std::shared_ptr<const Job> job) {
  job_ = std::move(job);
  cache_.reconsider();
}

// A reference that the store no longer knows is made anew. A store without room for five more
// series says so in its own metrics.
void Ingestion::append_reports(const ReportValues& values, core::Instant time) {
  for (std::size_t i = 0; i < kReports; ++i) {
    std::array<series::Append, 1> batch{{{reports_[i], {time, values[i]}}}};
    if (reports_[i].generation != 0) store_.append(batch);
    if (reports_[i].generation != 0 && batch[0].outcome != series::AppendOutcome::unknown_series) {
      continue;
    }
    const auto made = store_.intern(report_labels(kReportNames[i], target_.labels));
    if (!made) continue;
    reports_[i] = batch[0].series = *made;
    store_.append(batch);
  }
}

}  // namespace silicon::scrape
