// What an exposed series is called in the store: the page's labels, the target's, and what
// metric_relabel_configs make of both, within the job's limits. As Prometheus's scrape/scrape.go,
// mutateSampleLabels() and verifyLabelLimits().
// Pure; any thread. Tested by tests/alerting/scrape/samples/series_labels_test.cpp.
#pragma once

#include <optional>

#include "alerting/scrape/job.hpp"
#include "exporter/core/exposition/series.hpp"
#include "exporter/core/family.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::scrape {

// nullopt when relabelling drops it. `type` is the page's for this series: `le` of histograms and
// `quantile` of summaries are written as format_bound() does, so that "1" and "1.0" are one series.
// An error (of kind failed) fails the whole scrape.
core::Result<std::optional<core::Labels>> series_labels(const core::Series& series,
                                                        core::MetricType type,
                                                        const core::Labels& target, const Job& job);

// The labels of a series about the target itself: "up" and the like.
core::Labels report_labels(std::string_view name, const core::Labels& target);

}  // namespace silicon::scrape
