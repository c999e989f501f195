// The notation for test data that Prometheus's scripts and promtool's input_series share:
// `http_requests{job="a"} 0+10x5 _ stale 7`. Native histograms are recognised, not understood.
// Pure; any thread. Tested by tests/alerting/promql/notation/series_notation_test.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::promql {

struct SequenceValue {
  enum class Kind { omitted, number, histogram };

  Kind kind = Kind::omitted;
  double value = 0;  // of a number; the staleness marker's bits for "stale"
};

struct SeriesDescription {
  core::Labels labels;
  std::vector<SequenceValue> values;
};

// More values than this on one line are an error.
inline constexpr std::size_t kMaxSequence = 1'000'000;

// name{label="value"} alone.
core::Result<core::Labels> parse_metric(std::string_view text);

// "1 2 3+1x4 _x2 stale" alone.
core::Result<std::vector<SequenceValue>> parse_sequence(std::string_view text);

// A metric, blanks, and a sequence.
core::Result<SeriesDescription> parse_series_description(std::string_view line);

}  // namespace silicon::promql
