// How queries are evaluated: the switches that Prometheus has flags for, and the limits.
// Values; any thread. Tested by tests/alerting/promql/evaluate/engine_test.cpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "exporter/core/time.hpp"

namespace silicon::promql {

inline constexpr std::string_view kTooManySamples =
    "query processing would load too many samples into memory in query execution";

struct Options {
  core::Duration lookback = std::chrono::minutes(5);       // how old an instant's sample may be
  core::Duration subquery_step = std::chrono::minutes(1);  // of [1h:] without a step
  bool experimental_functions = false;  // --enable-feature=promql-experimental-functions
  bool delayed_name_removal = false;    // --enable-feature=promql-delayed-name-removal
  bool type_and_unit_labels = false;    // --enable-feature=type-and-unit-labels
  bool fill_modifiers = false;          // fill(), fill_left(), fill_right()

  // Values held at one time by one query (8 bytes each), and series one selector may return.
  std::size_t max_samples = 50'000'000;
  std::size_t max_series = 1'000'000;
};

}  // namespace silicon::promql
