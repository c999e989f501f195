// The simplest thing that can be queried: series in a map. It knows which of them hold native
// histograms, and refuses to show those by name. For tests; one thread.
// Tested by tests/support/promqltest/script_test.cpp.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "alerting/series/select.hpp"

namespace silicon::promqltest {

inline constexpr std::string_view kNativeHistogram = "native histogram";

class MemorySeries : public series::Queryable {
 public:
  // In order of time for each series; a second value for one time is an error.
  core::Status append(const core::Labels& labels, const series::Point& point);
  void mark_histogram(const core::Labels& labels, core::Instant time);

  core::Result<std::vector<series::SeriesView>> select(
      std::span<const series::Matcher> matchers, core::Instant start, core::Instant end,
      const series::SelectLimits& limits) const override;

 private:
  struct Body {
    std::vector<series::Point> points;
    std::set<core::Instant> histograms;
  };

  std::map<core::Labels, Body> series_;
};

}  // namespace silicon::promqltest
