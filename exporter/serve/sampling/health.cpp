#include "exporter/serve/sampling/health.hpp"

#include <utility>

namespace silicon::serve {

using core::Families;
using core::Family;
using core::Labels;
using core::MetricType;

SourceHealth after(SourceHealth health, const Finished& finished, core::Duration budget) {
  const bool counted_while_running = health.state == SourceState::late;
  if (finished.duration > budget && !counted_while_running) ++health.overruns;
  health.duration = finished.duration;
  health.problem = finished.problem;
  if (finished.problem.empty()) {
    health.state = SourceState::up;
    health.last_success = finished.at;
  } else {
    health.state = SourceState::down;
    ++health.failures;
  }
  return health;
}

SourceHealth running_late(SourceHealth health, core::Duration budget) {
  if (health.state == SourceState::late) return health;
  health.state = SourceState::late;
  ++health.overruns;
  health.problem = "a sample has not ended after " + std::to_string(budget.count()) + " ms";
  return health;
}

Families health_families(const std::vector<SourceHealth>& sources) {
  Family up{"silicon_source_up",
            "Whether the latest sample of the source succeeded (1) or failed or hangs (0).",
            MetricType::gauge,
            {},
            {}};
  Family duration{"silicon_source_sample_duration_seconds",
                  "How long the latest finished sample of the source took.",
                  MetricType::gauge,
                  {},
                  {}};
  Family last_success{"silicon_source_last_success_timestamp_seconds",
                      "Unix time at which a sample of the source last succeeded.",
                      MetricType::gauge,
                      {},
                      {}};
  Family failures{"silicon_source_failures_total",
                  "Samples of the source that failed.",
                  MetricType::counter,
                  {},
                  {}};
  Family overruns{"silicon_source_overruns_total",
                  "Samples of the source that took longer than its time budget.",
                  MetricType::counter,
                  {},
                  {}};
  for (const SourceHealth& source : sources) {
    const Labels& labels = source.labels;
    const bool finished_once = source.last_success || source.failures > 0;
    if (source.state != SourceState::starting) {
      up.add(labels, source.state == SourceState::up ? 1 : 0);
    }
    if (finished_once) duration.add(labels, core::seconds(source.duration));
    if (source.last_success) last_success.add(labels, core::unix_seconds(*source.last_success));
    failures.add(labels, static_cast<double>(source.failures));
    overruns.add(labels, static_cast<double>(source.overruns));
  }
  return core::with_samples(std::move(up), std::move(duration), std::move(last_success),
                            std::move(failures), std::move(overruns));
}

}  // namespace silicon::serve
