// The seam between the language and whatever holds the data: matchers and a span of time in,
// series out. The evaluator knows no store, only this.
// Tested by tests/alerting/series/store_test.cpp.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "alerting/series/match/matcher.hpp"
#include "alerting/series/series_view.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::series {

using match::Matcher;
using match::MatchType;

struct SelectLimits {
  std::size_t max_series = std::numeric_limits<std::size_t>::max();
};

class Queryable {
 public:
  Queryable() = default;
  Queryable(const Queryable&) = delete;
  Queryable& operator=(const Queryable&) = delete;
  virtual ~Queryable() = default;

  // Every series that satisfies all matchers and has points in [start, end]; at least one matcher
  // must refuse the empty value. In no particular order. A view may also show points beyond the
  // span: callers read the range they want. ErrorKind::invalid when a limit is exceeded.
  virtual core::Result<std::vector<SeriesView>> select(std::span<const Matcher> matchers,
                                                       core::Instant start, core::Instant end,
                                                       const SelectLimits& limits) const = 0;
};

}  // namespace silicon::series
