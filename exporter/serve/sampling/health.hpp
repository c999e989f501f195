// What is known about each source's own well-being, and the silicon_source_* families that say so.
// Pure values; the sampler keeps one SourceHealth per source.
// Tested by tests/exporter/serve/sampling/health_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::serve {

enum class SourceState {
  starting,  // has not been sampled yet
  up,        // the latest sample succeeded
  down,      // the latest sample failed
  late,      // a sample is running and past its budget
};

struct SourceHealth {
  core::Labels labels;  // {source="NAME"}
  SourceState state = SourceState::starting;
  core::SteadyDuration duration{};            // of the latest finished sample
  std::optional<core::Instant> last_success;  // wall clock
  std::uint64_t failures = 0;
  std::uint64_t overruns = 0;  // samples that took longer than their budget, finished or not
  std::string problem;         // the latest failure in words; "" while up

  std::string_view name() const { return labels.get("source"); }

  friend bool operator==(const SourceHealth&, const SourceHealth&) = default;
};

// A sample that has ended: how long it took, and what went wrong ("" when it succeeded).
struct Finished {
  core::SteadyDuration duration;
  core::Instant at;
  std::string problem;
};

// The health after a sample ended. An overrun counts once, whether it was seen while running or
// not.
SourceHealth after(SourceHealth health, const Finished& finished, core::Duration budget);

// The health when a sample is found still running past its budget.
SourceHealth running_late(SourceHealth health, core::Duration budget);

// silicon_source_up, _sample_duration_seconds, _last_success_timestamp_seconds, _failures_total and
// _overruns_total{source}. A source that has not finished a sample has no duration.
core::Families health_families(const std::vector<SourceHealth>& sources);

}  // namespace silicon::serve
