// A whole page to families, for whoever wants all of it: tests, `check metrics`, the bridge between
// formats. A scraper wants read.hpp instead, which allocates nothing. Pure; any thread.
// Tested by tests/exporter/core/exposition/parse_test.cpp and
// tests/exporter/core/exposition/round_trip_test.cpp.
#pragma once

#include <string_view>

#include "exporter/core/exposition/format.hpp"
#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"

namespace silicon::core {

// OpenMetrics is validated in full: what the specification 1.0.0 forbids is an error that begins
// with "line 12: ". Its families are named as in metadata, so that a counter's samples have the
// suffix "_total".
//
// Text 0.0.4 is taken as Prometheus takes it: samples in any order and before or without metadata,
// the last of several TYPE lines, values unchecked. Families come in the order of their first line;
// a histogram's or summary's samples belong to it from its TYPE line on.
Result<Families> parse_exposition(std::string_view page, ExpositionFormat format,
                                  const ExpositionLimits& limits = {});

}  // namespace silicon::core
