#include "alerting/series/store_metrics.hpp"

#include <string>
#include <utility>

namespace silicon::series {
namespace {

using core::Family;
using core::MetricType;

constexpr std::array<std::string_view, 6> kOutcomes{"stored",       "repeated", "duplicate",
                                                    "out_of_order", "too_old",  "unknown_series"};

Family family(std::string_view name, MetricType type, std::string help) {
  return Family{"silicon_alerter_store_" + std::string(name), std::move(help), type, {}, {}};
}

Family gauge(std::string_view name, std::string help, double value) {
  Family result = family(name, MetricType::gauge, std::move(help));
  result.add({}, value);
  return result;
}

Family counter(std::string_view name, std::string help, std::uint64_t value) {
  Family result = family(name, MetricType::counter, std::move(help));
  result.add({}, static_cast<double>(value));
  return result;
}

double number(std::size_t value) {
  return static_cast<double>(value);
}

Family appends(const StoreStats& stats) {
  Family result = family("appended_samples_total", MetricType::counter,
                         "Samples offered to the store, by what became of them.");
  for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
    result.add({{"outcome", std::string(kOutcomes[i])}}, static_cast<double>(stats.appends[i]));
  }
  return result;
}

Family drops(const StoreStats& stats) {
  Family result = family("dropped_samples_total", MetricType::counter,
                         "Stored samples dropped, by the limit that asked for it; \"clock\" is a "
                         "clock that was set back.");
  result.add({{"reason", "retention"}}, static_cast<double>(stats.points_expired));
  result.add({{"reason", "memory"}}, static_cast<double>(stats.points_shed));
  result.add({{"reason", "clock"}}, static_cast<double>(stats.points_rewound));
  return result;
}

}  // namespace

core::Families metrics_of(const StoreStats& stats) {
  const StoreLimits& limits = stats.limits;
  core::Families families{
      gauge("series", "Series held.", number(stats.series)),
      gauge("series_limit", "Series held at most; more are refused.", number(limits.max_series)),
      gauge("samples", "Samples held.", number(stats.points)),
      gauge("chunks", "Chunks that the samples are packed into.", number(stats.chunks)),
      gauge("chunk_bytes", "Size of the packed samples.", number(stats.chunk_bytes)),
      gauge("memory_bytes", "Memory of samples, series and index together, as allocated.",
            number(stats.bytes)),
      gauge("memory_limit_bytes", "What memory_bytes may reach before old samples are dropped.",
            number(limits.max_bytes)),
      gauge("retention_limit_seconds", "Age at which samples are dropped.",
            core::seconds(limits.retention)),
      counter("series_created_total", "Series that were new.", stats.series_created),
      counter("series_removed_total", "Series dropped with their last sample.",
              stats.series_removed),
      counter("series_refused_total", "New series for which a limit left no room.",
              stats.series_refused),
      appends(stats),
      drops(stats)};
  // An empty store has no oldest sample.
  if (stats.oldest && stats.newest) {
    families.push_back(gauge("oldest_sample_timestamp_seconds", "Time of the oldest sample held.",
                             core::unix_seconds(*stats.oldest)));
    families.push_back(gauge("newest_sample_timestamp_seconds", "Time of the newest sample held.",
                             core::unix_seconds(*stats.newest)));
  }
  return families;
}

}  // namespace silicon::series
