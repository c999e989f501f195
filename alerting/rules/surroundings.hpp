// Everything that the evaluation of a rule needs to know of the world around it: where series are
// read and written, which scrapes fail, and how alerts are to be presented.
// Values and references; one thread at a time. Tested by tests/alerting/rules/write_test.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/rules/restart/reach.hpp"
#include "alerting/rules/rule.hpp"
#include "alerting/series/store.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::rules {

struct Sample {
  core::Labels labels;
  series::Point point;  // a stale marker ends the series

  friend bool operator==(const Sample&, const Sample&) = default;
};

// Takes the samples of one rule before the next rule runs; returns how many were not stored because
// they were out of order, duplicates, or too many.
using WriteSamples = std::function<std::size_t(std::span<const Sample>)>;

// Writes into a store, which must outlive the function.
WriteSamples writer_to(series::Store& store);

// A target that was not scraped successfully when it was last tried.
struct FailedTarget {
  core::Labels labels;  // as its series have them: job, instance...
  core::Instant since;  // its first failed scrape
};

struct Surroundings {
  const series::Queryable& data;
  WriteSamples write;
  promql::Options options = {};
  core::Labels external_labels = {};
  std::optional<std::string> external_url = std::nullopt;
  core::Duration resend_delay = std::chrono::minutes(1);
  // Only firing alerts whose series ended with one of these targets are held.
  std::vector<FailedTarget> failed_targets = {};
  OnMissing on_missing = OnMissing::hold;
  // Samples of before may be missing: the program was killed, or the machine slept. Alerts from
  // before stay as they are until all that their rule looks back over is of later.
  std::optional<core::Instant> blind_until = std::nullopt;
  std::shared_ptr<const RecordedReach> recorded = nullptr;  // what rules look back over as well
  // For how long an evaluation took; durations are 0 without it.
  std::function<core::SteadyInstant()> stopwatch = {};
  promql::Interrupt interrupt = {};
};

}  // namespace silicon::rules
