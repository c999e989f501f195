// The input series of a rule unit test: lines of the notation whose samples lie a fixed gap apart,
// and come into a store as virtual time goes by.
// Not the loop over virtual time, which belongs to whoever evaluates rules in between.
// One thread. Tested by tests/alerting/promql/notation/input_series_test.cpp.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "alerting/promql/notation/series_notation.hpp"
#include "alerting/series/store.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::promql {

class InputSeries {
 public:
  // The first sample of every series is of `start`, each further one of `gap` (positive) later.
  InputSeries(core::Instant start, core::Duration gap) : start_(start), gap_(gap) {}

  // `metric` is name{label="value"}, `values` is "0+10x5 _ stale 7". A metric that comes again
  // replaces the former, as in promtool. Errors name the text that is wrong; a native histogram is
  // one.
  core::Status add(std::string_view metric, std::string_view values);

  // Appends the samples up to and at `now` that have not been appended yet; `now` never goes back.
  // An error names the series whose sample the store did not take: something else had written to
  // it, or the store is full.
  core::Status load_until(core::Instant now, series::Store& store);

 private:
  struct Series {
    std::vector<SequenceValue> values;
    std::size_t loaded = 0;
  };

  core::Status load_one(const core::Labels& labels, Series& series, core::Instant now,
                        series::Store& store) const;

  core::Instant start_;
  core::Duration gap_;
  std::map<core::Labels, Series> series_;
};

}  // namespace silicon::promql
