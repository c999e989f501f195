#include "exporter/sources/probes/record.hpp"

#include <utility>

namespace silicon::probes {

Record new_record(const std::string& name, const std::string& url) {
  Record record;
  record.labels = core::Labels{{"probe", name}, {"url", url.substr(0, url.find_first_of("?#"))}};
  return record;
}

void add(Record& record, Outcome outcome) {
  if (outcome.success()) {
    record.consecutive_failures = 0;
    record.last_success = outcome.finished;
  } else {
    ++record.consecutive_failures;
  }
  record.latest = std::move(outcome);
}

core::Families families(const std::vector<Record>& records) {
  core::Family success =
      core::gauge("silicon_probe_success",
                  "Whether the service last answered as expected. Absent before the first try.");
  core::Family duration = core::gauge(
      "silicon_probe_duration_seconds",
      "How long the last try took, from connecting to the end of the answer or to giving up.");
  core::Family status = core::gauge("silicon_probe_http_status_code",
                                    "Of the last answer; absent when there was none.");
  core::Family failures = core::gauge("silicon_probe_consecutive_failures",
                                      "Tries that failed since the last that succeeded.");
  core::Family last_success =
      core::gauge("silicon_probe_last_success_timestamp_seconds",
                  "When a try last succeeded. Absent when none has since the exporter started.");
  for (const Record& record : records) {
    if (!record.latest) continue;
    success.add(record.labels, record.latest->success() ? 1 : 0);
    duration.add(record.labels, core::seconds(record.latest->duration));
    if (record.latest->status) status.add(record.labels, *record.latest->status);
    failures.add(record.labels, static_cast<double>(record.consecutive_failures));
    if (record.last_success) {
      last_success.add(record.labels, core::unix_seconds(*record.last_success));
    }
  }
  return core::with_samples(std::move(success), std::move(duration), std::move(status),
                            std::move(failures), std::move(last_success));
}

}  // namespace silicon::probes
